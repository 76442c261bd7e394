import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import type { N8nClient } from './client';
import { N8nApiError } from './http';

/** n8n 2.x tries five times with growing pauses before it says that it failed. */
const TIMEOUT_MS = 60_000;
const POLL_MS = 500;

const statusSchema = z.object({
	data: z.object({
		status: z.string(),
		triggers: z.array(z.object({ errorMessage: z.string().nullable() })),
	}),
});

/**
 * Why a workflow cannot be activated, as the editor shows it. n8n 1.x answers the call with it; n8n
 * 2.x does so only for what it checks itself, and publishes afterwards. Throws if it is activated.
 */
export async function failedActivation(client: N8nClient, workflowId: string): Promise<string> {
	try {
		await client.publicApi('POST', `/workflows/${workflowId}/activate`);
	} catch (error) {
		if (error instanceof N8nApiError) return error.message;
		throw error;
	}
	const deadline = Date.now() + TIMEOUT_MS;
	for (;;) {
		const path = `/workflows/${workflowId}/publication-status`;
		const { status, triggers } = statusSchema.parse(await client.editorApi('GET', path)).data;
		if (status === 'failed') return triggers.map(({ errorMessage }) => errorMessage).join('\n');
		if (status === 'published' || Date.now() > deadline) {
			throw new Error(`Workflow ${workflowId} was expected to fail, but it is ${status}.`);
		}
		await sleep(POLL_MS);
	}
}
