import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import * as z from 'zod/v4';

/** A text without which the API refuses the request; a number from an expression becomes one. */
export const requiredText = z.preprocess(
	(value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
	z.string('must be a text').min(1, 'must not be empty'),
);

/** A text that may be left empty, which is as good as missing. */
export const optionalText = z
	.preprocess((value) => (value === '' ? undefined : value), requiredText.optional())
	.optional();

/** A number, also one that an expression gives as a text. */
export const number = z.preprocess(
	(value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
	z.number('must be a number'),
);

/** A whole number within the bounds that the API sets. */
export const wholeNumber = (least: number, most = Infinity) =>
	number.pipe(
		z
			.int('must be a whole number')
			.min(least, `must be at least ${least}`)
			.max(most, `must be at most ${most}`),
	);

/** A text with the longest length that the API takes, in characters (Unicode code points). */
export const text = (longest: number) =>
	requiredText.refine((value) => [...value].length <= longest, {
		// Put together when it is needed: the first number formatted takes 40 ms, at load time of n8n.
		error: () => `must have at most ${longest.toLocaleString('en-US')} characters`,
	});

/** What a picker holds inside a collection, where n8n does not take it apart itself. */
export const pickedId = z.preprocess((picked) => {
	const id =
		typeof picked === 'object' && picked !== null && 'value' in picked ? picked.value : picked;
	return typeof id === 'string' ? id.trim() : id;
}, requiredText);

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
 * Checks parameters against what the API is known to take, before anything is sent, because n8n's
 * form cannot limit texts and does not see what an expression gives.
 *
 * @throws NodeOperationError that names the field nearly as the form does
 */
export function checkParameters<Schema extends z.ZodType>(
	context: IExecuteFunctions,
	itemIndex: number,
	schema: Schema,
	values: unknown,
): z.infer<Schema> {
	const parsed = schema.safeParse(values);
	if (parsed.success) return parsed.data;
	const [first = 'A parameter is not valid', ...others] = parsed.error.issues.map(explain);
	throw new NodeOperationError(context.getNode(), first, {
		description: [...others, 'Correct this field of the node, then run it again.'].join('. '),
		itemIndex,
	});
}

/** Reads top-level parameters by name, pickers as the ID that they stand for, and checks them. */
export function readParameters<Shape extends z.ZodRawShape>(
	context: IExecuteFunctions,
	itemIndex: number,
	shape: Shape,
): z.infer<z.ZodObject<Shape>> {
	const values = Object.fromEntries(
		Object.keys(shape).map((name) => [
			name,
			context.getNodeParameter(name, itemIndex, undefined, { extractValue: true }),
		]),
	);
	return checkParameters(context, itemIndex, z.object(shape), values);
}
