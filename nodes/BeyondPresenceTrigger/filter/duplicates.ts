/**
 * Bodies that arrived recently, so that the same body starts no second execution. Kept in this
 * process, as hashes: a restart forgets them, and several processes do not share them. Bounded in
 * number and age; entries expire when they are read, so that no timer keeps n8n awake.
 */
import { createHash } from 'node:crypto';
import { putNewest } from '../../shared/boundedMap';

const DUPLICATE_WINDOW_MS = 10 * 60 * 1_000;

/** Over all triggers of this process: 33 events a second for ten minutes, in about 4 MB. */
export const REMEMBERED_BODIES = 20_000;

interface Arrival {
	/** When it arrived, in ms since 1970. */
	at: number;
	/** Whether it was acknowledged; while its response is not out, that is not known. */
	isAcknowledged: Promise<boolean>;
}

export class Duplicates {
	/** Oldest first. */
	private readonly arrivals = new Map<string, Arrival>();

	constructor(private readonly now: () => number = Date.now) {}

	/**
	 * Whether the same bytes came to this trigger within the last 10 minutes and were acknowledged.
	 * If their response is not out yet, waits for it: after anything but a 200 a sender may send them
	 * again. Bytes that do not repeat are remembered.
	 */
	async isRepeated(
		trigger: string,
		body: Uint8Array,
		isAcknowledged: Promise<boolean>,
	): Promise<boolean> {
		const hash = createHash('sha256').update(trigger).update('\0').update(body).digest('base64');
		for (let before = this.find(hash); before; before = this.find(hash)) {
			if (await before.isAcknowledged) {
				putNewest(this.arrivals, hash, { ...before, at: this.now() }, REMEMBERED_BODIES);
				return true;
			}
			if (this.arrivals.get(hash) === before) this.arrivals.delete(hash);
		}
		putNewest(this.arrivals, hash, { at: this.now(), isAcknowledged }, REMEMBERED_BODIES);
		return false;
	}

	/** How many bodies are remembered. */
	get size(): number {
		return this.arrivals.size;
	}

	private find(hash: string): Arrival | undefined {
		const until = this.now() - DUPLICATE_WINDOW_MS;
		for (const [oldest, { at }] of this.arrivals) {
			if (at > until) break;
			this.arrivals.delete(oldest);
		}
		return this.arrivals.get(hash);
	}
}
