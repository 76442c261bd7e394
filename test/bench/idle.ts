import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import type { N8nClient } from '../../tools/n8n/client';

/** In ms. */
const POLL_MS = 50;
const TIMEOUT_MS = 300_000;

const listSchema = z.object({ data: z.object({ results: z.array(z.unknown()) }) });
const UNFINISHED = encodeURIComponent(JSON.stringify({ status: ['new', 'running'] }));

/** Waits until no execution of this n8n is under way, so that the next to be measured has it for itself. */
export async function untilIdle(client: N8nClient): Promise<void> {
	const deadline = Date.now() + TIMEOUT_MS;
	for (;;) {
		const json = await client.editorApi('GET', `/executions?filter=${UNFINISHED}&limit=1`);
		if (listSchema.parse(json).data.results.length === 0) return;
		if (Date.now() > deadline) {
			throw new Error(`Executions are still under way after ${TIMEOUT_MS / 1000} s.`);
		}
		await sleep(POLL_MS);
	}
}
