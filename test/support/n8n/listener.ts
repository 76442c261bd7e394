/** A published workflow that starts with the trigger. It is removed with its throw-away n8n. */
import { randomUUID } from 'node:crypto';
import { EVENT_LABELS } from '../../../nodes/shared/events/event';
import { byEvent } from '../events/byEvent';
import { isResponding, post, type Posted } from '../events/post';
import { until } from '../until';
import type { N8nClient } from './client';
import type { SavedCredential } from './credentials';
import { itemsOf, type ExecutionWithData } from './execution';
import { productionUrl, to, type WorkflowDraft } from './workflow';

export const TRIGGER = 'Beyond Presence Trigger';
export const FOLLOWER = 'Received';

/** In ms. */
const REGISTRATION_TIMEOUT_MS = 20_000;

export const ALL_EVENTS = { events: Object.keys(EVENT_LABELS) };

/** Waits until a test event gets a 200 response, because n8n 2.x registers a webhook a moment later. */
export async function untilResponding(url: string): Promise<void> {
	await until(`a 200 response of ${url}`, async () => await isResponding(url), {
		timeoutMs: REGISTRATION_TIMEOUT_MS,
	});
}

/** The trigger with one node that receives its items. */
export function triggerWorkflow(
	webhookId: string,
	parameters: Record<string, unknown>,
	credentials: Record<string, SavedCredential> = {},
): WorkflowDraft {
	return {
		name: `Trigger ${webhookId}`,
		nodes: [
			{
				id: randomUUID(),
				name: TRIGGER,
				type: 'n8n-nodes-beyond-presence.beyondPresenceTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				webhookId,
				parameters,
				credentials,
			},
			{
				id: randomUUID(),
				name: FOLLOWER,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [300, 0],
				parameters: {},
			},
		],
		connections: { [TRIGGER]: { main: [[to(FOLLOWER)]] } },
	};
}

/** The items that the node behind the trigger received, by event: `{ "Message": [item] }`. */
export const received = (execution: ExecutionWithData) => byEvent(itemsOf(execution, FOLLOWER));

export class Listener {
	private constructor(
		private readonly client: N8nClient,
		readonly workflowId: string,
		readonly url: string,
	) {}

	static async start(
		client: N8nClient,
		parameters: Record<string, unknown> = {},
	): Promise<Listener> {
		const webhookId = randomUUID();
		const workflowId = await client.createWorkflow(triggerWorkflow(webhookId, parameters));
		const url = productionUrl(client.baseUrl, webhookId);
		await client.activate(workflowId, async () => await isResponding(url));
		return new Listener(client, workflowId, url);
	}

	async post(body: unknown, headers?: Record<string, string>): Promise<Posted> {
		return await post(this.url, body, headers);
	}

	/** Waits for that many executions, all finished and none more, and returns what they received. */
	async receivedIn(count: number): Promise<Array<Record<string, unknown[]>>> {
		const executions = await this.client.waitForExecutions(this.workflowId, count);
		expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'success'));
		expect(executions).toHaveLength(count);
		return executions.map(received);
	}

	async countExecutions(): Promise<number> {
		return await this.client.countExecutions(this.workflowId);
	}
}
