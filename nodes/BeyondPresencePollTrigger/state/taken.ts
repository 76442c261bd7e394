import { createHash } from 'node:crypto';

const MINUTE_MS = 60_000;
/** 48 bits: among 5,000 calls, one in 56 billion new calls would be taken for an old one. */
const PRINT_LENGTH = 8;
/** Minutes since 1970 in base 36, which suffices until the year 6100. */
const END_LENGTH = 6;
const RECORD_LENGTH = END_LENGTH + PRINT_LENGTH;
const LATEST_END = 36 ** END_LENGTH - 1;

/** What stands for an ID, which may be any string of any length. */
export const printOf = (id: string): string =>
	createHash('sha1').update(id).digest('base64url').slice(0, PRINT_LENGTH);

/**
 * The completed calls that a poll has taken from the list, with the minutes in which they ended.
 * About 14 bytes each, for IDs of any length.
 */
export class Taken {
	private readonly ends = new Map<string, number>();

	/** From the string that `toString` made; all other content is ignored. */
	static from(records: string): Taken {
		const taken = new Taken();
		for (let start = 0; start + RECORD_LENGTH <= records.length; start += RECORD_LENGTH) {
			const end = Number.parseInt(records.slice(start, start + END_LENGTH), 36);
			const print = records.slice(start + END_LENGTH, start + RECORD_LENGTH);
			if (Number.isFinite(end)) taken.ends.set(print, end);
		}
		return taken;
	}

	get size(): number {
		return this.ends.size;
	}

	has(id: string): boolean {
		return this.ends.has(printOf(id));
	}

	/** @param endedAt in ms since 1970 */
	add(id: string, endedAt: number): void {
		const minute = Math.floor(endedAt / MINUTE_MS);
		this.ends.set(printOf(id), Math.min(Math.max(minute, 0), LATEST_END));
	}

	/**
	 * Forgets the calls that ended first as soon as there are more than `limit`.
	 *
	 * @returns the end of the last one that was forgotten, in ms, or -Infinity
	 */
	trim(limit: number): number {
		if (this.ends.size <= limit) return -Infinity;
		const earliestFirst = [...this.ends].sort(([, one], [, other]) => one - other);
		// A tenth more, so that not every poll has to sort.
		const forgotten = earliestFirst.slice(0, this.ends.size - Math.floor(0.9 * limit));
		for (const [print] of forgotten) this.ends.delete(print);
		const [, last = 0] = forgotten.at(-1) ?? [];
		return (last + 1) * MINUTE_MS - 1;
	}

	toString(): string {
		return Array.from(
			this.ends,
			([print, end]) => end.toString(36).padStart(END_LENGTH, '0') + print,
		).join('');
	}
}
