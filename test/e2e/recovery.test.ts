/**
 * Calls end while n8n is killed, half of the requests to the API fail, and the API says 10 seconds
 * before the webhook that a call has ended: with the example of webhook and poll trigger, each call
 * still comes once, and with its topic if its webhook could be received.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../support/n8n/execution';
import { productionUrl, type WorkflowDraft } from '../support/n8n/workflow';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addCall } from '../support/fakeApi/store';
import { documentedCallEnded } from '../support/samples/payloads';
import { createApiCredential } from '../support/n8n/credentials';
import { filledIn, runSetUp } from './support/example';
import { readExample } from '../support/samples/examples';
import { isResponding, post } from '../support/events/post';
import { untilResponding } from '../support/n8n/listener';
import { POLL_TRIGGER, pollEvery, untilPolled } from '../support/n8n/poller';
import { N8N_START_TIMEOUT_MS, startTestN8n, type TestN8n } from '../support/n8n/testN8n';

/** `npm run test:reliability` takes more. */
const CALLS = Number(process.env.RECOVERY_CALLS ?? 150);
/** From the end of one call to the end of the next one, in ms. */
const END_EVERY_MS = 50;
/** From the time when the API says that a call is completed to its webhook, in ms. */
const WEBHOOK_AFTER_MS = 10_000;

const POLL_SECONDS = 10;
const RENAMED = 'Ended calls';

/** A poll emits 50 calls, and takes half a second for each whose first request fails, in ms. */
const RECOVERY_TIMEOUT_MS = 600_000;
const POLL_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 2_000;

let n8n: TestN8n;
let fakeApi: FakeApi;
let draft: WorkflowDraft;
let workflowId: string;
let url: string;

beforeAll(async () => {
	fakeApi = await startFakeApi();
	n8n = await startTestN8n('2.41.1');
	const { client } = n8n;
	const beyondPresenceApi = await createApiCredential(client, fakeApi.url);
	const webhookId = randomUUID();
	const example = await readExample('nothing-lost-nothing-twice');
	draft = filledIn(example, webhookId, {
		credentials: { beyondPresenceApi },
		parameters: {
			[POLL_TRIGGER]: { pollTimes: pollEvery(POLL_SECONDS), options: { waitAfterCallEnded: 1 } },
		},
	});
	workflowId = await client.createWorkflow(draft);
	await runSetUp(client, workflowId);
	url = productionUrl(client.baseUrl, webhookId);
	await client.activate(workflowId, async () => await isResponding(url));
	// What has ended by the time of the first poll is old.
	await untilPolled(fakeApi, 1, POLL_TIMEOUT_MS);
}, N8N_START_TIMEOUT_MS);
afterAll(async () => {
	await n8n?.dispose();
	await fakeApi?.stop();
});

/** Ends calls, each of which Beyond Presence posts once; returns how many webhooks were refused. */
async function endCalls(from: number, to: number): Promise<number> {
	async function isRefused(call_id: string): Promise<boolean> {
		await sleep(WEBHOOK_AFTER_MS);
		try {
			return (await post(url, { ...documentedCallEnded, call_id })).status !== 200;
		} catch {
			// Nobody listens: the webhook is lost, which is what this test is about.
			return true;
		}
	}
	const webhooks: Array<Promise<boolean>> = [];
	for (let number = from; number < to; number++) {
		const at = new Date().toISOString();
		const status = { type: 'completed' as const, started_at: at, ended_at: at };
		const { id } = addCall(fakeApi.store, { id: `call ${number}`, status });
		webhooks.push(isRefused(id));
		await sleep(END_EVERY_MS);
	}
	return (await Promise.all(webhooks)).filter(Boolean).length;
}

/** What came through, by call: how often, and whether with its topic. */
async function passed(): Promise<Map<unknown, { count: number; hasTopic: boolean }>> {
	const executions = await n8n.client.waitForExecutions(workflowId, 1, RECOVERY_TIMEOUT_MS);
	const calls = new Map<unknown, { count: number; hasTopic: boolean }>();
	for (const execution of executions) {
		for (const { call_id, topic } of itemsOf(execution, 'Every call, once')) {
			const { count = 0 } = calls.get(call_id) ?? {};
			calls.set(call_id, { count: count + 1, hasTopic: topic !== null });
		}
	}
	return calls;
}

async function expectEachOnce(calls: number): Promise<Map<unknown, { hasTopic: boolean }>> {
	const deadline = Date.now() + RECOVERY_TIMEOUT_MS;
	while ((await passed()).size < calls && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
	// Two more, which must emit nothing again.
	await untilPolled(fakeApi, 2, POLL_TIMEOUT_MS);
	const came = await passed();
	const twice = [...came].filter(([, { count }]) => count > 1);
	process.stdout.write(`${came.size} of ${calls} calls came, ${twice.length} of them twice\n`);
	expect({ came: came.size, twice }).toEqual({ came: calls, twice: [] });
	return came;
}

it(
	`of ${CALLS} calls, a third of which end while n8n is down, each comes once`,
	async () => {
		const third = CALLS / 3;
		const refusedBefore = await endCalls(0, third);
		// One is the set-up. An execution that is cut off halfway is shown as crashed by n8n, and not repeated.
		await n8n.client.waitForExecutions(workflowId, third + 1, RECOVERY_TIMEOUT_MS);
		await n8n.process.kill();
		const refusedMeanwhile = await endCalls(third, 2 * third);
		fakeApi.faults.add({ every: 2, status: 503 });
		await n8n.process.startAgain();
		await untilResponding(url);
		const refusedAfter = await endCalls(2 * third, CALLS);
		expect({ refusedBefore, refusedMeanwhile, refusedAfter }).toEqual({
			refusedBefore: 0,
			refusedMeanwhile: third,
			refusedAfter: 0,
		});
		const came = await expectEachOnce(CALLS);
		expect([...came.values()].filter(({ hasTopic }) => hasTopic)).toHaveLength(2 * third);
	},
	2 * RECOVERY_TIMEOUT_MS,
);

it(
	'calls that end while the poll trigger is renamed come once as well',
	async () => {
		fakeApi.faults.clear();
		const more = 40;
		const ending = endCalls(CALLS, CALLS + more / 2);
		const nodes = draft.nodes.map((node) =>
			node.name === POLL_TRIGGER ? { ...node, name: RENAMED } : node,
		);
		const { [POLL_TRIGGER]: following, ...connections } = draft.connections;
		const renamed = {
			...{ name: draft.name, nodes, settings: { executionOrder: 'v1' } },
			connections: { ...connections, [RENAMED]: following },
		};
		await n8n.client.publicApi('PUT', `/workflows/${workflowId}`, renamed);
		await n8n.client.activate(workflowId, async () => await isResponding(url));
		await Promise.all([ending, endCalls(CALLS + more / 2, CALLS + more)]);
		await expectEachOnce(CALLS + more);
	},
	2 * RECOVERY_TIMEOUT_MS,
);
