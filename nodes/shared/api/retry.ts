/** When a request is sent again, and how long to wait before. */

/** A request is sent at most this often. */
export const MAX_ATTEMPTS = 4;

/** The wait before the second attempt; it doubles with each further one. */
export const FIRST_DELAY_MS = 500;

/** The longest wait that n8n chooses. */
export const LONGEST_DELAY_MS = 10_000;

/** The longest wait that the API may ask for in `retry-after`. */
export const LONGEST_ASKED_DELAY_MS = 60_000;

/** Sent twice, these requests do the same as once. PUT is only used for the chunks of a file. */
const REPEATABLE = new Set(['GET', 'DELETE', 'PUT']);

/** What is known about a failed attempt: its status and headers, or nothing if no response came. */
type FailedAttempt = { statusCode?: number; retryAfter?: string };

/**
 * Whether a failed request may be sent again. A POST or a PATCH may only after 429, which means that
 * it was not carried out; the API has no idempotency keys that would make it safe after anything else.
 */
export function mayRepeat(method: string, { statusCode }: FailedAttempt): boolean {
	if (statusCode === 429) return true;
	return REPEATABLE.has(method) && (statusCode === undefined || statusCode >= 500);
}

/** What a `retry-after` header asks for, in ms: a number of seconds or an HTTP date. */
export function askedDelay(retryAfter: string | undefined, now: number): number | undefined {
	const text = retryAfter?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
	const date = /^[a-z]{3,9}, /i.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * How long to wait before the next attempt, in ms: what the API asks for, but at least a delay that
 * doubles. Undefined if the API asks for more than {@link LONGEST_ASKED_DELAY_MS}, or the wait would
 * pass the deadline of the caller: then it is better to fail and say so.
 *
 * @param attempt the number of the attempt that failed, from 1
 * @param deadline in ms since 1970
 */
export function delayAfter(
	attempt: number,
	{ retryAfter }: FailedAttempt,
	now: number,
	deadline = Infinity,
): number | undefined {
	const asked = askedDelay(retryAfter, now) ?? 0;
	const delay = Math.max(asked, Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1)));
	return asked > LONGEST_ASKED_DELAY_MS || now + delay >= deadline ? undefined : delay;
}
