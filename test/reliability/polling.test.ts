/**
 * n8n is killed while it stores what a poll has found. Counts the calls that are in no execution
 * afterwards, and those in more than one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addCall } from '../support/fakeApi/store';
import { createApiCredential } from '../support/n8n/credentials';
import { pollEvery, pollWorkflow, untilPolled } from '../support/n8n/poller';
import { POLL_SCHEDULER, startTestN8n, useSetup } from '../support/n8n/testN8n';
import { publish } from '../support/reliability/figures';
import { storedExecutions } from '../support/reliability/stored';
import { until } from '../support/until';

const ROUNDS = 20;
/** That end before each poll. */
const CALLS = 20;
const POLL_SECONDS = 5;
const POLL_TIMEOUT_MS = 60_000;
/** The last request of a poll and the kill are up to so far apart, in ms; spread evenly. */
const LATEST_KILL_MS = 150;
const TIMEOUT_MS = 1_800_000;

describe.each([
	{ scheduler: 'as installed', env: {}, mayLose: true },
	{ scheduler: 'with poll scheduler and durable cursors', env: POLL_SCHEDULER, mayLose: false },
])('n8n 2.41.1 $scheduler', ({ scheduler, env, mayLose }) => {
	const n8n = useSetup(async () => await startTestN8n('2.41.1', { env, isSupervised: true }));
	let fakeApi: FakeApi;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
	});
	afterAll(async () => await fakeApi?.stop());

	it(
		'is killed between a poll and its execution',
		async () => {
			const { client, process } = n8n();
			const beyondPresenceApi = await createApiCredential(client, fakeApi.url);
			const pollTimes = pollEvery(POLL_SECONDS);
			const workflowId = await client.createWorkflow(
				pollWorkflow(beyondPresenceApi, { pollTimes }),
			);
			await client.publicApi('POST', `/workflows/${workflowId}/activate`);
			await untilPolled(fakeApi, 1, POLL_TIMEOUT_MS);
			const ids: string[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				fakeApi.requests.length = 0;
				const at = new Date().toISOString();
				for (let call = 0; call < CALLS; call++) {
					const status = { type: 'completed' as const, started_at: at, ended_at: at };
					ids.push(addCall(fakeApi.store, { id: `round${round}call${call}x`, status }).id);
				}
				const read = () =>
					fakeApi.requests.filter(({ path }) => path.endsWith('/messages')).length >= CALLS;
				await until('the messages of all calls', read, { timeoutMs: POLL_TIMEOUT_MS, pollMs: 5 });
				await sleep((round * LATEST_KILL_MS) / ROUNDS);
				await process.kill();
				await process.isBack();
				await untilPolled(fakeApi, 2, POLL_TIMEOUT_MS);
			}
			await client.untilIdle(workflowId);
			if (process.failedStarts.length > 0) console.log(process.failedStarts.join('\n\n'));
			const texts = (await storedExecutions(client, workflowId)).map(({ text }) => text);
			const counts = ids.map((id) => texts.filter((text) => text.includes(id)).length);
			const lost = counts.filter((count) => count === 0).length;
			const twice = counts.filter((count) => count > 1).length;
			await publish({
				...{ n8n: '2.41.1', setup: `one process ${scheduler}` },
				what: `poll trigger: ${ROUNDS} kills up to ${LATEST_KILL_MS} ms after the last request of a poll with ${CALLS} calls`,
				result: `${ids.length} calls, **${lost} lost** (${lost / CALLS} polls), ${twice} emitted twice; ${process.failedStarts.length} starts of n8n failed`,
			});
			if (!mayLose) expect(lost).toBe(0);
			// n8n saves the position and the execution right after each other, so most kills lose nothing.
			expect(lost).toBeLessThan(ids.length / 2);
		},
		TIMEOUT_MS,
	);
});
