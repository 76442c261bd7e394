/**
 * An active workflow that starts with the trigger, and what a sender and a reader do with it. It is
 * not cleaned up: it goes with its throw-away n8n.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { byEvent } from '../events/byEvent';
import type { N8nClient } from './client';
import { itemsOf, type ExecutionWithData } from './execution';
import { productionUrl, to, type WorkflowDraft } from './workflow';

export const TRIGGER = 'Beyond Presence Trigger';
const FOLLOWER = 'Received';

interface Answer {
	status: number;
	text: string;
	headers: Headers;
}

export const EMPTY_OK = { status: 200, text: '' };
export const TEST_OK = { status: 200, text: '{"status":"ok"}' };

/** The body as it is where it is a text or bytes, and as JSON otherwise. */
export async function post(
	url: string,
	body: unknown,
	headers: Record<string, string> = {},
): Promise<Answer> {
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	const response = await fetch(url, {
		method: 'POST',
		// The vendor's client, as captured in May 2025.
		headers: {
			'user-agent': 'python-requests/2.31.0',
			'content-type': 'application/json',
			...headers,
		},
		body: isRaw ? body : JSON.stringify(body),
	});
	return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Whether a test event is answered 200: the webhook is registered and lets the sender in. */
export async function isAnswering(url: string): Promise<boolean> {
	return (await post(url, { event_type: 'test' })).status === 200;
}

const ANSWER_POLL_MS = 100;
const ANSWER_TIMEOUT_MS = 20_000;

/** Waits until a test event is answered 200, because n8n 2.x registers a webhook a moment later. */
export async function answersTest(url: string): Promise<void> {
	const deadline = Date.now() + ANSWER_TIMEOUT_MS;
	for (;;) {
		const { status, text } = await post(url, { event_type: 'test' });
		if (status === 200) return;
		if (Date.now() > deadline) throw new Error(`${url} still answers ${status}: ${text}`);
		await sleep(ANSWER_POLL_MS);
	}
}

/** The trigger with one node that receives its items. */
export function triggerWorkflow(
	webhookId: string,
	parameters: Record<string, unknown>,
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

/** The items that an execution's next node received, by event: `{ "Message": [item] }`. */
const received = (execution: ExecutionWithData): Record<string, unknown[]> =>
	byEvent(itemsOf(execution, FOLLOWER));

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
		await client.activate(workflowId, async () => await isAnswering(url));
		return new Listener(client, workflowId, url);
	}

	async post(body: unknown, headers?: Record<string, string>): Promise<Answer> {
		return await post(this.url, body, headers);
	}

	/** Waits for that many executions, all finished and none more, and gives what they received. */
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
