import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from './client';

/** In ms. */
const POLL_MS = 50;
const TIMEOUT_MS = 300_000;

/** Waits until no execution of a workflow, or of this n8n, is under way. */
export async function untilIdle(client: N8nClient, workflowId?: string): Promise<void> {
	const deadline = Date.now() + TIMEOUT_MS;
	while ((await client.unfinishedExecutions(workflowId)).length > 0) {
		if (Date.now() > deadline) {
			throw new Error(`Executions are still under way after ${TIMEOUT_MS / 1000} s.`);
		}
		await sleep(POLL_MS);
	}
}
