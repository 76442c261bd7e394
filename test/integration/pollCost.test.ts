/** What polling costs, as a table: the same at 100, 10,000 and 1,000,000 calls of an account. */
import { pastCalls } from '../support/fakeApi/pastCalls';
import { addCall } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';
import { POLL_TRIGGER, PollingWorkflow } from './support/polling';
import { runNode } from './support/runNode';

const bench = Bench.forTests();

/** As long as a response takes over the internet, in ms. */
const RESPONSE_MS = 20;
const NEW_CALLS = 5;
const MINUTE_MS = 60_000;

interface Cost {
	requests: number;
	seconds: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
	bench.fakeApi.requests.length = 0;
	const start = performance.now();
	await work();
	const seconds = (performance.now() - start) / 1_000;
	return { requests: bench.fakeApi.requests.length, seconds };
}

async function costsAt(count: number) {
	const { store, settings } = bench.fakeApi;
	settings.delayMs = RESPONSE_MS;
	const endedAt = Date.now() - 10 * MINUTE_MS;
	store.calls.clear();
	store.calls.beginWith(pastCalls({ count, agentId: 'agent', endedAt }));
	const workflow = new PollingWorkflow(bench.host);
	const activation = await costOf(async () => await workflow.activate());
	const quiet = await costOf(async () => await workflow.poll());
	const now = new Date().toISOString();
	const status = { type: 'completed' as const, started_at: now, ended_at: now };
	for (let number = 0; number < NEW_CALLS; number++) addCall(store, { agent_id: 'agent', status });
	const busy = await costOf(async () => await workflow.poll());
	expect(workflow.callIds).toHaveLength(NEW_CALLS);
	const testRun = await costOf(
		async () =>
			await runNode({ ...bench.host, parameters: {}, node: POLL_TRIGGER, mode: 'manual' }),
	);
	settings.delayMs = 0;
	return { activation, quiet, busy, testRun, kB: workflow.saved.staticData.length / 1_000 };
}

const shown = ({ requests, seconds }: Cost): string =>
	`${String(requests).padStart(3)} in ${seconds.toFixed(2)} s`;

it('polling costs the same at any size of the account', async () => {
	const rows: string[] = [];
	for (const count of [100, 10_000, 1_000_000]) {
		const { activation, quiet, busy, testRun, kB } = await costsAt(count);
		rows.push(
			[
				count.toLocaleString('en').padStart(9),
				...[activation, quiet, busy, testRun].map(shown),
				`${kB.toFixed(1)} kB`,
			].join(' | '),
		);
		expect(activation.requests).toBeLessThanOrEqual(3);
		expect(quiet.requests).toBeLessThanOrEqual(3);
		expect(busy.requests).toBeLessThanOrEqual(3 + NEW_CALLS);
		expect(testRun.requests).toBeLessThanOrEqual(2);
		expect(kB).toBeLessThan(10);
	}
	process.stdout.write(
		[
			`Requests of the poll trigger, with ${RESPONSE_MS} ms for each response`,
			`    calls | activation | quiet poll | poll with ${NEW_CALLS} new calls | test run | static data`,
			...rows,
			'',
		].join('\n'),
	);
}, 60_000);
