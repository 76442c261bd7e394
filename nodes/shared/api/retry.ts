/** A safe request is sent at most this often. */
export const MAX_ATTEMPTS = 4;

/** The wait before the second attempt; it doubles with each further one. */
export const FIRST_DELAY_MS = 500;

/** The longest single wait, also where the API itself asks for a longer one. */
export const LONGEST_DELAY_MS = 10_000;

/** Whether a status says that the same request may succeed later. */
export const isTransient = (statusCode: number): boolean => statusCode === 429 || statusCode >= 500;

/**
 * How long to wait after a failed attempt, in milliseconds: what the `retry-after` header asks for
 * (only its form in seconds is read), or else a delay that doubles.
 *
 * @param attempt the number of the attempt that failed, from 1
 */
export function delayAfter(attempt: number, retryAfter?: string): number {
	const asked =
		retryAfter !== undefined && /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : 0;
	return Math.min(LONGEST_DELAY_MS, Math.max(asked, FIRST_DELAY_MS * 2 ** (attempt - 1)));
}
