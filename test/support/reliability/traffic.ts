/** Deliveries at a steady rate, whatever becomes of them, as a sender makes that never waits. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger';

/** Calls in progress at the same time. Odd, so that each reaches both of two webhook processes. */
export const CALLS = 21;

/** Keeps an outage from piling up connections; a sender's own limit. */
const MOST_UNDER_WAY = 200;

export class Traffic {
	private readonly underWay = new Set<Promise<unknown>>();
	private isOver = false;
	private readonly sending: Promise<void>;

	/** Begins at once, and goes on until it is stopped. */
	constructor(
		readonly ledger: Ledger,
		private readonly url: string,
		perSecond: number,
	) {
		this.sending = this.run(1_000 / perSecond);
	}

	/** Gives back when all that were sent have their answer, or none. */
	async stop(): Promise<void> {
		this.isOver = true;
		await this.sending;
		await Promise.all(this.underWay);
	}

	private async run(pauseMs: number): Promise<void> {
		const start = Date.now();
		for (let count = 0; !this.isOver; count++) {
			await sleep(Math.max(0, start + count * pauseMs - Date.now()));
			if (this.underWay.size >= MOST_UNDER_WAY) continue;
			const delivery = this.ledger.sendMessage(this.url, count % CALLS);
			this.underWay.add(delivery);
			void delivery.finally(() => this.underWay.delete(delivery));
		}
	}
}
