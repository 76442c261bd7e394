import type { IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { isJsonObject } from '../../shared/fields/jsonObject';
import { checkParameters } from '../../shared/parameters/checkParameters';

/** A string without which the API refuses the request; a number from an expression becomes one. */
export const requiredText = z.preprocess(
	(value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
	z
		.string({ error: ({ input }) => `must be a string, got ${z.inWords(input)}` })
		.check(z.minLength(1, 'must not be empty')),
);

/** A string that may be left empty, which is as good as missing. */
export const optionalText = z.optional(
	z.preprocess((value) => (value === '' ? undefined : value), z.optional(requiredText)),
);

/** A number, also one that an expression returns as a string. */
export const number = z.preprocess(
	(value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
	z.number('must be a number'),
);

/** True or false, also as text, which is what tables, forms and AI agents return. */
export const boolean = z.preprocess((value) => {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	return text === 'true' || text === 'false' ? text === 'true' : value;
}, z.boolean());

/** A whole number within the bounds that the API sets. */
export const wholeNumber = (least: number, most = Infinity) =>
	z.pipe(
		number,
		z
			.int('must be a whole number')
			.check(z.gte(least, `must be at least ${least}`), z.lte(most, `must be at most ${most}`)),
	);

/** Whether a string is longer than so many Unicode code points; long ones are not taken apart. */
export function isLonger(value: string, longest: number): boolean {
	if (value.length <= longest) return false;
	// A code point takes at most two code units.
	return value.length > 2 * longest || [...value].length > longest;
}

/** A string with the longest length that the API accepts, in characters (Unicode code points). */
export const text = (longest: number) =>
	requiredText.check(
		z.refine((value) => !isLonger(value, longest), {
			// Put together when it is needed: the first number formatted takes 40 ms, at load time of n8n.
			error: () => `must have at most ${longest.toLocaleString('en-US')} characters`,
		}),
	);

/** The ID in a picker inside a collection, where n8n, which marks it by `__rl`, does not take it apart. */
function idIn(picked: unknown): unknown {
	const id = isJsonObject(picked) && '__rl' in picked ? picked.value : picked;
	return typeof id === 'string' ? id.trim() : id;
}

export const pickedId = z.preprocess(idIn, requiredText);
export const optionalPickedId = z.optional(z.preprocess(idIn, z.optional(requiredText)));

/**
 * The rows of a list in the form, without those whose value is null or missing: they are not set. If
 * that leaves none, the whole list is not set, which is not the same as an empty one.
 *
 * @param key the field of a row that has to have a value
 */
export const setRows = <Row extends z.ZodMiniType>(key: string, row: Row) => {
	const isSet = (each: unknown) => !isJsonObject(each) || (idIn(each[key]) ?? null) !== null;
	return z.preprocess(
		(rows) => {
			if (rows === undefined) return [];
			if (!Array.isArray(rows) || rows.length === 0) return rows;
			const left = rows.filter(isSet);
			return left.length === 0 ? undefined : left;
		},
		z.optional(z.array(row)),
	);
};

/** A list of names and values as an object. */
export function asRecord<Entry extends { name: string; value: string }>(
	entries: Entry[],
): Record<string, string> {
	return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

/** Whether no two entries of a list have the same name. */
export const haveUniqueNames = (entries: Array<{ name: string }> = []): boolean =>
	new Set(entries.map(({ name }) => name)).size === entries.length;

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
