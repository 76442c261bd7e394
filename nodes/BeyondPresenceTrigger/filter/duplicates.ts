/**
 * The bodies that started an execution of late, so that one that comes again starts none. Kept in
 * this process, as hashes: a restart forgets them, and several processes do not share them. Bounded
 * in number and age; entries expire when they are read, so that no timer keeps n8n awake.
 */
import { createHash } from 'node:crypto';

const DUPLICATE_WINDOW_MS = 10 * 60 * 1_000;

/** Over all triggers of this process: 33 events a second for ten minutes, in about 3 MB. */
export const REMEMBERED_BODIES = 20_000;

export class Duplicates {
	/** When each was seen last, oldest first. */
	private readonly seenAt = new Map<string, number>();

	constructor(private readonly now: () => number = Date.now) {}

	/** Whether the same bytes came to this trigger within the window before; counts as coming. */
	isRepeated(trigger: string, body: Uint8Array): boolean {
		const now = this.now();
		const hash = createHash('sha256').update(trigger).update('\0').update(body).digest('base64');
		const before = this.seenAt.get(hash);
		this.seenAt.delete(hash);
		this.seenAt.set(hash, now);
		this.forget(now - DUPLICATE_WINDOW_MS);
		return before !== undefined && before > now - DUPLICATE_WINDOW_MS;
	}

	/** How many bodies are remembered. */
	get size(): number {
		return this.seenAt.size;
	}

	private forget(until: number): void {
		for (const [hash, at] of this.seenAt) {
			if (at > until && this.seenAt.size <= REMEMBERED_BODIES) return;
			this.seenAt.delete(hash);
		}
	}
}
