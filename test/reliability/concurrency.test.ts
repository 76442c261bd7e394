/**
 * 200 calls at the same time, 20 messages each, interleaved and in bursts, the end events last: every message
 * and end exactly once in the right output, one start for each call.
 */
import { EVENT_LABELS } from '../../nodes/shared/events/event';
import { startTestN8n, useSetup, VERSIONS, type Setup } from '../support/n8n/testN8n';
import { describeInQueueMode } from '../support/queueMode/describeInQueueMode';
import { publish } from '../support/reliability/figures';
import { Ledger } from '../support/reliability/ledger';
import { startQueueN8n } from '../support/queueMode/queueN8n';
import { reconcile } from '../support/reliability/reconcile';
import { activeWorkflow, SUPERVISED } from '../support/reliability/trial';
import { sendInWaves } from '../support/reliability/traffic';

const CALLS = 200;
const MESSAGES = 20;
/** The calls that send alternately; the others send in bursts. */
const HALF = CALLS / 2;
const TIMEOUT_MS = 1_800_000;

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/**
 * The calls whose next message is sent, in order. Half of the calls send one message alternately; among
 * them the others send all of theirs in a burst, five calls in each round. The turns change, or each
 * call would reach the same one of two webhook processes every time.
 */
const order: number[] = range(0, MESSAGES).flatMap((round) => {
	const interleaved = range(0, HALF).map((index) => (round + index) % HALF);
	const inBursts = range(0, HALF).map(
		(index) => HALF + Math.floor((round * HALF + index) / MESSAGES),
	);
	return [...interleaved, ...inBursts];
});

async function converse(n8n: Setup) {
	const workflow = await activeWorkflow(n8n);
	const ledger = new Ledger();
	const { url } = workflow;
	await sendInWaves(n8n.client, workflow.id, [
		...order.map((call) => async () => await ledger.sendMessage(url, call)),
		...range(0, CALLS).map((call) => async () => await ledger.sendEnd(url, call)),
	]);
	const reconciled = await reconcile(n8n.client, workflow.id, ledger);
	const { sent, taken, lost, twice, startedTwice, neverStarted } = reconciled;
	const alternating = new Set(range(0, HALF).map((call) => ledger.callId(call)));
	const twiceAlternating = startedTwice.filter((call) => alternating.has(call)).length;
	const twiceInBursts = startedTwice.length - twiceAlternating;
	await publish({
		n8n: n8n.version,
		setup: n8n.name,
		what: `${CALLS} calls at the same time, interleaved and in bursts`,
		result: `${sent} sent, ${taken} got 200, **${lost.length} lost**, ${twice.length} twice; started twice: ${twiceAlternating} of ${HALF} alternating calls, ${twiceInBursts} of ${CALLS - HALF} in bursts; ${neverStarted.length} without a start`,
	});
	const numbers = (items: unknown[]) =>
		items.flatMap((item) => ledger.numbersIn(JSON.stringify(item)));
	return {
		reconciled,
		messages: reconciled.executions.flatMap(({ received }) =>
			numbers(received[EVENT_LABELS.message] ?? []),
		),
		ends: reconciled.executions.flatMap(({ received }) =>
			numbers(received[EVENT_LABELS.call_ended] ?? []),
		),
	};
}

const ascending = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

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
	const n8n = useSetup(async () => await startTestN8n(version, SUPERVISED));

	it(
		'each message and end once, and one start for each call',
		async () => {
			const outcome = await converse(n8n());
			expectEverythingOnce(outcome);
			expect(outcome.reconciled).toMatchObject({ startedTwice: [], neverStarted: [] });
		},
		TIMEOUT_MS,
	);
});

describeInQueueMode.each(VERSIONS)('n8n %s in queue mode', (version) => {
	const n8n = useSetup(async () => await startQueueN8n(version));

	it(
		'each message and end once',
		async () => expectEverythingOnce(await converse(n8n())),
		TIMEOUT_MS,
	);
});
