import type { IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { checkParameters } from '../../shared/parameters/checkParameters';

/** A text without which the API refuses the request; a number from an expression becomes one. */
export const requiredText = z.preprocess(
	(value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
	z.string('must be a text').check(z.minLength(1, 'must not be empty')),
);

/** A text that may be left empty, which is as good as missing. */
export const optionalText = z.optional(
	z.preprocess((value) => (value === '' ? undefined : value), z.optional(requiredText)),
);

/** A number, also one that an expression gives as a text. */
export const number = z.preprocess(
	(value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
	z.number('must be a number'),
);

/** A whole number within the bounds that the API sets. */
export const wholeNumber = (least: number, most = Infinity) =>
	z.pipe(
		number,
		z
			.int('must be a whole number')
			.check(z.gte(least, `must be at least ${least}`), z.lte(most, `must be at most ${most}`)),
	);

/** A text with the longest length that the API takes, in characters (Unicode code points). */
export const text = (longest: number) =>
	requiredText.check(
		z.refine((value) => [...value].length <= longest, {
			// Put together when it is needed: the first number formatted takes 40 ms, at load time of n8n.
			error: () => `must have at most ${longest.toLocaleString('en-US')} characters`,
		}),
	);

/** What a picker holds inside a collection, where n8n does not take it apart itself. */
export const pickedId = z.preprocess((picked) => {
	const id =
		typeof picked === 'object' && picked !== null && 'value' in picked ? picked.value : picked;
	return typeof id === 'string' ? id.trim() : id;
}, requiredText);

/** Reads top-level parameters by name, pickers as the ID that they stand for, and checks them. */
export function readParameters<Shape extends z.core.$ZodShape>(
	context: IExecuteFunctions,
	itemIndex: number,
	shape: Shape,
): z.infer<z.ZodMiniObject<Shape>> {
	const values = Object.fromEntries(
		Object.keys(shape).map((name) => [
			name,
			context.getNodeParameter(name, itemIndex, undefined, { extractValue: true }),
		]),
	);
	return checkParameters(context.getNode(), z.object(shape), values, itemIndex);
}
