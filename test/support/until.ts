import { setTimeout as sleep } from 'node:timers/promises';

interface Patience {
	/** In ms. */
	timeoutMs: number;
	pollMs?: number;
}

/**
 * Calls `look` until it returns something other than `undefined` or `false`, and returns that.
 * Throws an error that says what it waited for when that takes too long.
 */
export async function until<T>(
	what: string | (() => string),
	look: () => T | Promise<T>,
	{ timeoutMs, pollMs = 100 }: Patience,
): Promise<Exclude<T, undefined | false>> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
		if (Date.now() > deadline) {
			const text = typeof what === 'string' ? what : what();
			throw new Error(`Waited ${timeoutMs / 1000} s for ${text}.`);
		}
		await sleep(pollMs);
	}
}
