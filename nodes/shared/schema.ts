/**
 * zod as this package uses it: the functions of its mini edition, whose schemas are made in less than
 * half the time while n8n loads the package (CONTRIBUTING.md), and the few functions of the classic
 * edition that it lacks. Import it as `z`.
 */
import * as z from 'zod/v4-mini';

const EXPECTED: Record<string, string> = {
	array: 'a list',
	boolean: 'true or false',
	number: 'a number',
	int: 'a whole number',
	object: 'an object',
	record: 'an object',
	string: 'a string',
};

/** A value in a few words; never the whole of it, which may be large. */
export function inWords(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'string') return value === '' ? 'an empty string' : 'a string';
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return typeof value === 'object' ? 'an object' : typeof value;
}

/** Says what was expected and what came, in the words of this package instead of zod's. */
z.config({
	localeError(issue) {
		if (issue.code === 'invalid_type') {
			const expected = EXPECTED[issue.expected] ?? issue.expected;
			return `must be ${expected}, got ${inWords(issue.input)}`;
		}
		if (issue.code === 'invalid_value') {
			return `must be one of ${issue.values.map(String).join(', ')}`;
		}
		if (issue.code === 'invalid_union')
			return `is ${inWords(issue.input)}, which is not expected here`;
		return 'is not as expected';
	},
});

export * from 'zod/v4-mini';

/** A schema that changes a value before another checks it. */
export const preprocess = <Schema extends z.ZodMiniType>(
	change: (value: unknown) => unknown,
	schema: Schema,
) => z.pipe(z.transform(change), schema);

/** A schema that converts a value after another has checked it. */
export const converted = <Schema extends z.ZodMiniType, Result>(
	schema: Schema,
	convert: (value: z.output<Schema>) => Result,
) => z.pipe(schema, z.transform(convert));

/** A copy of a schema with its description for the editor and the reference. */
export function described<Schema extends z.ZodMiniType>(
	schema: Schema,
	description: string,
): Schema {
	const copy = z.clone(schema);
	z.globalRegistry.add(copy, { description });
	return copy;
}

/** A schema with a value in place of a missing one. */
export const withDefault = z._default;
