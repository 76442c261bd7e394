/** What a poll needs of the API, without n8n, so that any trouble can be simulated. */
import type { JsonObject } from '../../shared/fields/jsonObject';
import { reasonOf } from '../../shared/errors';

export interface ListPage {
	entries: readonly unknown[];
	/** Undefined on the last page. */
	nextCursor: string | undefined;
}

/** Each function is one request, and throws if it fails. */
export interface CallSource {
	page: (cursor: string | undefined) => Promise<ListPage>;
	call: (id: string) => Promise<JsonObject>;
	messages: (id: string) => Promise<unknown>;
}

/**
 * - `gone`: the API does not know the object (404, 410);
 * - `refused`: the same request will fail again (another 4xx);
 * - `busy`: the rate limit (429), so that this poll should ask no more;
 * - `down`: anything else, also what concerns the whole account (401, 402, 403).
 */
export type FailureKind = 'gone' | 'refused' | 'busy' | 'down';

const CONCERNS_ALL = new Set([401, 402, 403, 408, 425]);

/** @param error with the status in `httpCode`, as n8n's `NodeApiError` has it */
export function failureOf(error: unknown): {
	kind: FailureKind;
	reason: string;
	/** Tells kinds of failures apart in reports: the status, or `unreachable`. */
	label: string;
} {
	const status =
		error instanceof Error && 'httpCode' in error ? Number(error.httpCode ?? NaN) : Number.NaN;
	const about = { reason: reasonOf(error), label: status > 0 ? String(status) : 'unreachable' };
	if (status === 404 || status === 410) return { kind: 'gone', ...about };
	if (status === 429) return { kind: 'busy', ...about };
	const isRefused = status >= 400 && status < 500 && !CONCERNS_ALL.has(status);
	return { kind: isRefused ? 'refused' : 'down', ...about };
}
