/**
 * Calls end while n8n is killed, and half of the requests to the API fail: with the example of
 * webhook and poll trigger, each call still comes once.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../support/n8n/execution';
import { productionUrl } from '../support/n8n/workflow';
import { startStandIn, type StandIn } from '../support/fakeApi/server';
import { addCall } from '../support/fakeApi/store';
import { documentedCallEnded } from '../support/samples/payloads';
import { createApiCredential } from '../support/n8n/credentials';
import { filledIn, readExample, runSetUp } from './support/example';
import { isResponding as isAnswering, post } from '../support/events/post';
import { untilResponding as answersTest } from '../support/n8n/listener';

import { N8N_START_TIMEOUT_MS, startTestN8n, type TestN8n } from '../support/n8n/testN8n';

const CALLS = 300;
/** How many webhooks are under way at the same time. */
const AT_ONCE = 4;

/** A poll of 300 calls takes half a second for each whose first request fails, in ms. */
const RECOVERY_TIMEOUT_MS = 600_000;
const LOOK_EVERY_MS = 2_000;

let n8n: TestN8n;
let standIn: StandIn;
let workflowId: string;
let url: string;

beforeAll(async () => {
	standIn = await startStandIn({ settings: { order: 'shuffled' } });
	n8n = await startTestN8n('2.41.1');
	const { client } = n8n;
	const beyondPresenceApi = await createApiCredential(client, standIn.url);
	const webhookId = randomUUID();
	const example = await readExample('nothing-lost-nothing-twice');
	const draft = filledIn(example, webhookId, { credentials: { beyondPresenceApi } });
	workflowId = await client.createWorkflow(draft);
	await runSetUp(client, workflowId);
	url = productionUrl(client.baseUrl, webhookId);
	await client.activate(workflowId, async () => await isAnswering(url));
	// What has ended by the time of the first poll is old.
	await polls(1);
}, N8N_START_TIMEOUT_MS);
afterAll(async () => {
	await n8n?.dispose();
	await standIn?.stop();
});

/** Waits until the list of calls was read that often from now on. */
async function polls(count: number): Promise<void> {
	const asked = () =>
		standIn.requests.filter(({ path, query }) => path === '/v1/calls' && !query.cursor).length;
	const before = asked();
	while (asked() < before + count) await sleep(LOOK_EVERY_MS / 10);
}

/** Ends calls, which Beyond Presence tells once; gives how many of its webhooks were refused. */
async function endCalls(from: number, to: number): Promise<number> {
	let refused = 0;
	async function end(number: number): Promise<void> {
		const call_id = `call ${number}`;
		const at = new Date().toISOString();
		const status = { type: 'completed' as const, started_at: at, ended_at: at };
		addCall(standIn.store, { id: call_id, status });
		try {
			const answer = await post(url, { ...documentedCallEnded, call_id });
			if (answer.status !== 200) refused++;
		} catch {
			// Nobody listens: the webhook is lost, which is what this test is about.
			refused++;
		}
	}
	for (let first = from; first < to; first += AT_ONCE) {
		const numbers = Array.from(
			{ length: Math.min(AT_ONCE, to - first) },
			(_, each) => first + each,
		);
		await Promise.all(numbers.map(end));
	}
	return refused;
}

/** What came through, by call. */
async function passed(): Promise<Map<unknown, number>> {
	const executions = await n8n.client.waitForExecutions(workflowId, 1, RECOVERY_TIMEOUT_MS);
	const counts = new Map<unknown, number>();
	for (const execution of executions) {
		for (const { call_id } of itemsOf(execution, 'Every call, once')) {
			counts.set(call_id, (counts.get(call_id) ?? 0) + 1);
		}
	}
	return counts;
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
		standIn.faults.add({ every: 2, status: 503 });
		await n8n.process.startAgain();
		await answersTest(url);
		const refusedAfter = await endCalls(2 * third, CALLS);
		expect({ refusedBefore, refusedMeanwhile, refusedAfter }).toEqual({
			refusedBefore: 0,
			refusedMeanwhile: third,
			refusedAfter: 0,
		});

		const deadline = Date.now() + RECOVERY_TIMEOUT_MS;
		while ((await passed()).size < CALLS && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
		// One more, which must give nothing again.
		await polls(2);
		const counts = await passed();
		const twice = [...counts].filter(([, count]) => count > 1);
		process.stdout.write(
			`${counts.size} of ${CALLS} calls came, ${twice.length} of them twice; ${refusedMeanwhile} webhooks were refused\n`,
		);
		expect(counts.size).toBe(CALLS);
		expect(twice).toEqual([]);
	},
	2 * RECOVERY_TIMEOUT_MS,
);
