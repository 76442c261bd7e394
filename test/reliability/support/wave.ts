/**
 * Many requests at once, as many as n8n keeps up with: 1.x answers before it has begun, and refuses
 * with "Database is not ready!" when too much is waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../../../tools/n8n/client';

/** More than n8n answers at once. */
const CONNECTIONS = 20;

/** In ms. */
const POLL_MS = 200;
const IDLE_TIMEOUT_MS = 300_000;

/** Resolves when all is sent and n8n has executed it. */
export async function sendWave(
	client: N8nClient,
	workflowId: string,
	jobs: ReadonlyArray<() => Promise<unknown>>,
): Promise<void> {
	const queue = jobs.values();
	const connection = async () => {
		for (const job of queue) await job();
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, connection));
	const deadline = Date.now() + IDLE_TIMEOUT_MS;
	while ((await client.unfinishedExecutions(workflowId)).length > 0) {
		if (Date.now() > deadline) throw new Error('The executions do not finish.');
		await sleep(POLL_MS);
	}
}
