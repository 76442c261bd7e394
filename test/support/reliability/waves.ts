/**
 * Many requests at once, as many as n8n keeps up with: 1.x answers before it has begun, and refuses
 * with "Database is not ready!" when too much is waiting.
 */
import type { N8nClient } from '../n8n/client';
import { untilIdle } from '../n8n/idle';

/** More than n8n answers at once. */
const CONNECTIONS = 20;
/** How many are sent before n8n is let finish them. */
const AT_ONCE = 50;

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
		await untilIdle(client, workflowId);
	}
}
