/** What polling costs, as a table: the same at 100, 10,000 and 1,000,000 calls of an account. */
import { table } from '../support/cli/markdown';
import { pastCalls } from '../support/fakeApi/pastCalls';
import { addCall } from '../support/fakeApi/store';
import { spread, withSpread } from '../support/measure/statistics';
import { publish } from '../support/reliability/figures';
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

const KINDS = ['activation', 'quiet', 'busy', 'testRun'] as const;
type CostsAt = ReturnType<typeof costsAt>;

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

const SIZES = [100, 10_000, 1_000_000];
/** `npm run bench` takes more. */
const ROUNDS = Number(process.env.POLL_ROUNDS ?? 1);

/** Requests, seconds, and the ratio to the same with the smallest account in the same round. */
function shown(costs: Cost[], smallest: Cost[]): string {
	const seconds = spread(costs.map((cost) => cost.seconds));
	const ratio = spread(costs.map((cost, round) => cost.seconds / (smallest[round]?.seconds ?? 0)));
	const requests = Math.max(...costs.map((cost) => cost.requests));
	return `${requests} in ${withSpread(seconds, 2)} s, ratio ${withSpread(ratio, 2)}`;
}

it('polling costs the same at any size of the account', async () => {
	const bySize = SIZES.map((size) => ({ size, costs: [] as Array<Awaited<CostsAt>> }));
	for (let round = 0; round < ROUNDS; round++) {
		for (const { size, costs } of bySize) costs.push(await costsAt(size));
	}
	const [smallest] = bySize;
	const rows = bySize.map(({ size, costs }) => [
		size.toLocaleString('en'),
		...KINDS.map((kind) =>
			shown(
				costs.map((each) => each[kind]),
				smallest?.costs.map((each) => each[kind]) ?? [],
			),
		),
		`${Math.max(...costs.map(({ kB }) => kB)).toFixed(1)} kB`,
	]);
	const head = [
		'calls',
		'activation',
		'quiet poll',
		`poll with ${NEW_CALLS} new calls`,
		'test run',
	];
	await publish({
		...{ n8n: 'core', setup: `responses after ${RESPONSE_MS} ms` },
		what: 'requests of the poll trigger',
		result: `\n${table([...head, 'static data'], rows)}`,
	});
	for (const { activation, quiet, busy, testRun, kB } of bySize.flatMap(({ costs }) => costs)) {
		expect(activation.requests).toBeLessThanOrEqual(3);
		expect(quiet.requests).toBeLessThanOrEqual(3);
		expect(busy.requests).toBeLessThanOrEqual(3 + NEW_CALLS);
		expect(testRun.requests).toBeLessThanOrEqual(2);
		expect(kB).toBeLessThan(10);
	}
}, 300_000);
