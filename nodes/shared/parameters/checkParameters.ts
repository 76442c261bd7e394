import { NodeOperationError, type INode } from 'n8n-workflow';
import * as z from '../schema';
import { safeForLog } from '../errors';

/** Of many fields that cannot be right, the first ones. */
const MOST_REPORTED = 5;

/** Nested deeper, a value is no parameter of this package. */
const DEEPEST = 8;

/** JSON for the API, in which null is a value, however it is given. */
const JSON_FIELD = 'furtherFields';

/** `maxSessionLengthMinutes` as the form writes it: `Max Session Length Minutes`. */
const labelOf = (name: string): string =>
	name
		.replace(/Id$/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/^./, (first) => first.toUpperCase())
		.replace(/\b(Api|Llm|Tts|Url)\b/g, (acronym) => acronym.toUpperCase());

const explain = ({ path, message }: z.core.$ZodIssue): string => {
	const labels = path.map((part) =>
		typeof part === 'number' ? String(part + 1) : labelOf(String(part)),
	);
	return `'${safeForLog(labels.join(' → '))}' ${message}`;
};

/** A copy in which every `null` is missing, which is what an expression means by it. */
function withoutNulls(value: unknown, depth = 0): unknown {
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
	if (Array.isArray(value)) return value.map((each: unknown) => withoutNulls(each, depth + 1));
	if (Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, each]) => each !== null)
			.map(([key, each]) => [key, key === JSON_FIELD ? each : withoutNulls(each, depth + 1)]),
	);
}

/**
 * Checks parameters before they are used, because n8n's form cannot limit texts and does not see what
 * an expression returns. `null` counts as missing, at any depth: an optional field is then not set.
 * Only inside the field {@link JSON_FIELD} it stays.
 *
 * @throws NodeOperationError that names the field nearly as the form does
 */
export function checkParameters<Schema extends z.ZodMiniType>(
	node: INode,
	schema: Schema,
	values: unknown,
	itemIndex?: number,
): z.infer<Schema> {
	const parsed = schema.safeParse(withoutNulls(values));
	if (parsed.success) return parsed.data;
	const [first = 'A parameter is not as expected', ...others] = parsed.error.issues
		.slice(0, MOST_REPORTED)
		.map(explain);
	throw new NodeOperationError(node, first, {
		description: [...others, 'Fix this field of the node, then run it again.'].join('. '),
		itemIndex,
	});
}
