/**
 * 200 calls at once, 20 messages each: interleaved, then in bursts of one call after the other; the
 * end events last. Every message and end exactly once in the right output, one start for each call.
 */
import { N8N_START_TIMEOUT_MS, VERSIONS } from '../e2e/support/testN8n';
import { describeInQueueMode } from './support/databases';
import { publish } from './support/figures';
import { Ledger } from './support/ledger';
import { startQueueN8n } from './support/queueN8n';
import { reconcile } from './support/reconcile';
import type { Setup } from './support/setup';
import { startSingleN8n } from './support/singleN8n';
import { storedExecutions } from './support/stored';
import { activeWorkflow } from './support/trial';

const CALLS = 200;
const MESSAGES = 20;
const CONNECTIONS = 10;
const TIMEOUT_MS = 1_800_000;

type Order = 'interleaved' | 'in bursts';

/** The calls of the messages in the order in which they are sent. */
const callsInOrder = (order: Order) =>
	Array.from({ length: CALLS * MESSAGES }, (_, index) =>
		order === 'interleaved' ? index % CALLS : Math.floor(index / MESSAGES),
	);

async function sendAll(jobs: ReadonlyArray<() => Promise<unknown>>): Promise<void> {
	const queue = jobs.values();
	const connection = async () => {
		for (const job of queue) await job();
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}

async function converse(n8n: Setup, order: Order) {
	const workflow = await activeWorkflow(n8n);
	const ledger = new Ledger();
	const { url } = workflow;
	await sendAll(callsInOrder(order).map((call) => async () => await ledger.sendMessage(url, call)));
	const calls = Array.from({ length: CALLS }, (_, call) => call);
	await sendAll(calls.map((call) => async () => await ledger.sendEnd(url, call)));
	const reconciled = await reconcile(n8n.client, workflow.id, ledger);
	const executions = await storedExecutions(n8n.client, workflow.id);
	const numbers = (items: unknown[]) =>
		items.flatMap((item) => ledger.numbersIn(JSON.stringify(item)));
	const messages = executions.flatMap(({ message }) => numbers(message));
	const ends = executions.flatMap(({ callEnded }) => numbers(callEnded));
	await n8n.client.deleteWorkflow(workflow.id);
	const { sent, taken, lost, twice, startedTwice, neverStarted } = reconciled;
	await publish({
		n8n: n8n.version,
		setup: n8n.name,
		what: `${CALLS} calls at once, ${order}`,
		result: `${sent} sent, ${taken} answered 200, **${lost.length} lost**, ${twice.length} twice; ${startedTwice.length} calls started twice, ${neverStarted.length} without a start`,
	});
	return { reconciled, messages, ends };
}

const ascending = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function expectEverythingOnce({
	reconciled,
	messages,
	ends,
}: Awaited<ReturnType<typeof converse>>) {
	expect(reconciled.taken).toBe(CALLS * (MESSAGES + 1));
	expect(reconciled).toMatchObject({ lost: [], twice: [], unsuccessful: {} });
	expect(ascending(messages)).toEqual(range(0, CALLS * MESSAGES));
	expect(ascending(ends)).toEqual(range(CALLS * MESSAGES, CALLS * (MESSAGES + 1)));
}

describe.each(VERSIONS)('n8n %s in one process', (version) => {
	let n8n: Setup;
	beforeAll(async () => {
		n8n = await startSingleN8n(version);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => await n8n?.dispose());

	it.each<Order>(['interleaved', 'in bursts'])(
		'200 calls at once, %s',
		async (order) => {
			const outcome = await converse(n8n, order);
			expectEverythingOnce(outcome);
			expect(outcome.reconciled).toMatchObject({ startedTwice: [], neverStarted: [] });
		},
		TIMEOUT_MS,
	);
});

describeInQueueMode.each(VERSIONS)('n8n %s in queue mode', (version) => {
	let n8n: Setup;
	beforeAll(async () => {
		n8n = await startQueueN8n(version);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => await n8n?.dispose());

	it.each<Order>(['interleaved', 'in bursts'])(
		'200 calls at once, %s',
		async (order) => expectEverythingOnce(await converse(n8n, order)),
		TIMEOUT_MS,
	);
});
