/** The responses of the API, errors in the shape of the framework that it is written in. */
import type * as z from 'zod/v4';

/** What a route responds; without a body the response is empty. */
export type FakeResponse = { status: number; body?: unknown; headers?: Record<string, string> };

export const ok = (body: unknown): FakeResponse => ({ status: 200, body });
export const created = (body: unknown): FakeResponse => ({ status: 201, body });
export const done: FakeResponse = { status: 204 };

/** Ends a request with an error response. */
export class Refusal extends Error {
	constructor(readonly response: FakeResponse) {
		super(`HTTP ${response.status}`);
	}
}

export const notFound = (what: string): Refusal =>
	new Refusal({ status: 404, body: { detail: `${what} not found` } });

export function refused(loc: Array<string | number>, msg: string, type = 'value_error'): Refusal {
	return new Refusal({ status: 422, body: { detail: [{ loc, msg, type }] } });
}

/** The words and the type that the framework has for the most common complaints. */
function translate(issue: z.core.$ZodIssue): { msg: string; type: string } {
	if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
		return { msg: 'Field required', type: 'missing' };
	}
	if (issue.code === 'unrecognized_keys') {
		return { msg: 'Extra inputs are not permitted', type: 'extra_forbidden' };
	}
	if (issue.code === 'too_big') {
		return {
			msg: `Input should be less than or equal to ${issue.maximum}`,
			type: 'less_than_equal',
		};
	}
	return { msg: issue.message, type: issue.code === 'custom' ? 'value_error' : issue.code };
}

/** Reads a value by a schema, or refuses the request with 422 and the place of each complaint. */
export function check<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	place: 'body' | 'query',
): z.infer<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const detail = parsed.error.issues.flatMap((issue) => {
		const fields = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
		return fields.map((field) => ({
			loc: [place, ...issue.path.map(String), ...(field === undefined ? [] : [field])],
			...translate(issue),
		}));
	});
	throw new Refusal({ status: 422, body: { detail } });
}
