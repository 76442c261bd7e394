import { NodeOperationError, type INode } from 'n8n-workflow';
import * as z from '../schema';

/** `maxSessionLengthMinutes` as the form writes it: `Max Session Length Minutes`. */
const labelOf = (name: string): string =>
	name
		.replace(/Id$/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/^./, (first) => first.toUpperCase());

const explain = ({ path, message }: z.core.$ZodIssue): string => {
	const labels = path.map((part) =>
		typeof part === 'number' ? String(part + 1) : labelOf(String(part)),
	);
	return `${labels.join(' → ')}: ${message.replace(/^Invalid input: /, '')}`;
};

/**
 * Checks parameters before they are used, because n8n's form cannot limit texts and does not see what
 * an expression gives.
 *
 * @throws NodeOperationError that names the field nearly as the form does
 */
export function checkParameters<Schema extends z.ZodMiniType>(
	node: INode,
	schema: Schema,
	values: unknown,
	itemIndex?: number,
): z.infer<Schema> {
	const parsed = schema.safeParse(values);
	if (parsed.success) return parsed.data;
	const [first = 'A parameter is not valid', ...others] = parsed.error.issues.map(explain);
	throw new NodeOperationError(node, first, {
		description: [...others, 'Correct this field of the node, then run it again.'].join('. '),
		itemIndex,
	});
}
