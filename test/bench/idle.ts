import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../../tools/n8n/client';

/** In ms. */
const POLL_MS = 50;
const TIMEOUT_MS = 300_000;

/** Waits until no execution of this n8n is under way, so that the next to be measured has it for itself. */
export async function untilIdle(client: N8nClient): Promise<void> {
	const deadline = Date.now() + TIMEOUT_MS;
	for (;;) {
		if ((await client.unfinishedExecutions()).length === 0) return;
		if (Date.now() > deadline) {
			throw new Error(`Executions are still under way after ${TIMEOUT_MS / 1000} s.`);
		}
		await sleep(POLL_MS);
	}
}
