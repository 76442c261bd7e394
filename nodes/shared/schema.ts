/**
 * zod as this package uses it: the functions of its mini edition, whose schemas are made in less than
 * half the time while n8n loads the package (CONTRIBUTING.md), and the few words of the
 * classic edition that it lacks. Import it as `z`.
 */
import * as z from 'zod/v4-mini';
import { en } from 'zod/v4/locales';

// Without it, what zod finds wrong is just "Invalid input".
z.config(en());

export * from 'zod/v4-mini';

/** A schema that changes what it gets before another checks it. */
export const preprocess = <Schema extends z.ZodMiniType>(
	change: (value: unknown) => unknown,
	schema: Schema,
) => z.pipe(z.transform(change), schema);

/** A schema that makes something else of what another has checked. */
export const converted = <Schema extends z.ZodMiniType, Result>(
	schema: Schema,
	convert: (value: z.output<Schema>) => Result,
) => z.pipe(schema, z.transform(convert));

/** A copy of a schema with what the editor and the reference say of it. */
export function described<Schema extends z.ZodMiniType>(
	schema: Schema,
	description: string,
): Schema {
	const copy = z.clone(schema);
	z.globalRegistry.add(copy, { description });
	return copy;
}

/** What stands in for a value that is missing. */
export const withDefault = z._default;
