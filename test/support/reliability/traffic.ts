/** Events at a steady rate or in waves. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../n8n/client';
import type { Ledger } from './ledger';

/** Calls in progress at the same time. Odd, so that each reaches both of two webhook processes. */
export const CALLS = 21;

/** Keeps an outage from piling up connections; a sender's own limit. */
const MOST_IN_PROGRESS = 200;

/** Events that are sent whether or not earlier ones got a response. */
export class Traffic {
	private readonly inProgress = new Set<Promise<unknown>>();
	private isOver = false;
	private readonly sending: Promise<void>;

	/** Starts immediately, and goes on until it is stopped. */
	constructor(
		readonly ledger: Ledger,
		private readonly url: string,
		perSecond: number,
	) {
		this.sending = this.run(1_000 / perSecond);
	}

	/** Resolves when there is a response to every event, or certainly none. */
	async stop(): Promise<void> {
		this.isOver = true;
		await this.sending;
		await Promise.all(this.inProgress);
	}

	private async run(pauseMs: number): Promise<void> {
		const start = Date.now();
		for (let count = 0; !this.isOver; count++) {
			await sleep(Math.max(0, start + count * pauseMs - Date.now()));
			if (this.inProgress.size >= MOST_IN_PROGRESS) continue;
			const delivery = this.ledger.sendMessage(this.url, count % CALLS);
			this.inProgress.add(delivery);
			void delivery.finally(() => this.inProgress.delete(delivery));
		}
	}
}

/** More than n8n responds to at the same time. */
const CONNECTIONS = 20;
/** How many are sent before n8n gets time to finish them. */
const AT_ONCE = 50;

/**
 * Sends as many events at the same time as n8n keeps up with: 1.x responds before it starts an
 * execution, and refuses with "Database is not ready!" when too much is waiting.
 */
export async function sendInWaves(
	client: N8nClient,
	workflowId: string,
	jobs: ReadonlyArray<() => Promise<unknown>>,
): Promise<void> {
	for (let at = 0; at < jobs.length; at += AT_ONCE) {
		const queue = jobs.slice(at, at + AT_ONCE).values();
		const connection = async () => {
			for (const job of queue) await job();
		};
		await Promise.all(Array.from({ length: CONNECTIONS }, connection));
		await client.untilIdle(workflowId);
	}
}
