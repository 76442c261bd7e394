/**
 * Many requests at once, as many as n8n keeps up with: 1.x answers before it has begun, and refuses
 * with "Database is not ready!" when too much is waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../../../tools/n8n/client';

/** More than n8n answers at once. */
const CONNECTIONS = 20;
/** How many are sent before n8n is let finish them. */
const AT_ONCE = 50;

/** In ms. */
const POLL_MS = 200;
const IDLE_TIMEOUT_MS = 300_000;

/** Resolves when all are sent and n8n has executed them. */
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
		await idle(client, workflowId);
	}
}

async function idle(client: N8nClient, workflowId: string): Promise<void> {
	const deadline = Date.now() + IDLE_TIMEOUT_MS;
	while ((await client.unfinishedExecutions(workflowId)).length > 0) {
		if (Date.now() > deadline) throw new Error('The executions do not finish.');
		await sleep(POLL_MS);
	}
}
