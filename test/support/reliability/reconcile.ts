/** Compares the events that got a 200 response with those that were executed. */
import { EVENT_LABELS } from '../../../nodes/shared/events/event';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../n8n/client';
import { isFinished } from '../n8n/execution';
import { ownersOf } from './emptied';
import type { Ledger } from './ledger';
import { storedExecutions, whenStored, type StoredExecution } from './stored';

/** How long nothing must have changed before unstarted executions count as they are, in ms. */
const QUIET_MS = 15_000;
/** The same for started ones. A worker's unfinished work goes to another one after up to 90 s. */
const STUCK_MS = 120_000;
const POLL_MS = 1_000;

export interface Reconciled {
	sent: number;
	/** Got a 200 response from the trigger. */
	taken: number;
	/** Got a 200 response from n8n itself while it was starting, before it knew any workflow. */
	answeredByStart: number;
	/** Got a 200 response from the trigger, and have no execution: numbers of events. */
	lost: number[];
	/** Got a 200 response, and n8n ended the execution as an error and removed the event from it. */
	emptied: number[];
	/** What n8n says in executions that it emptied, without numbers, and how often. */
	emptiedBecause: Record<string, number>;
	/** In more than one execution. */
	twice: number[];
	/** Got no 200 response, and were executed all the same. */
	takenSilently: number;
	/** Unsuccessful executions by status. They still have their items. */
	unsuccessful: Record<string, number>;
	/** Calls with more than one Call Started item. */
	startedTwice: string[];
	/** Calls with an accepted message and no Call Started item. */
	neverStarted: string[];
	/** All that n8n has stored. */
	executions: StoredExecution[];
}

/**
 * Waits until n8n has executed what it has accepted, or nothing changes any more.
 *
 * In queue mode an execution stays "new" for an hour and more whose webhook process died between
 * storing it and telling the workers.
 */
async function settled(
	client: N8nClient,
	workflowId: string,
	wanted: number,
	quietMs: number,
): Promise<void> {
	let last = '';
	let since = Date.now();
	while (Date.now() - since < STUCK_MS) {
		await sleep(POLL_MS);
		// n8n may still be coming back from the fault.
		const executions = await client.executions(workflowId).catch(() => undefined);
		if (!executions) continue;
		const now = executions.map(({ id, status }) => `${id} ${status}`).join();
		if (now !== last) [last, since] = [now, Date.now()];
		const isQuiet = Date.now() - since > quietMs;
		if (executions.every(isFinished) && executions.length >= wanted) return;
		if (executions.every((each) => isFinished(each) || each.status === 'new') && isQuiet) return;
	}
}

function countBy(values: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

const repeated = (counts: Map<string, number>) =>
	[...counts].filter(([, count]) => count > 1).map(([key]) => key);

/** The first sentence, without numbers, which differ between executions. */
const reasonOf = (problem: string) => problem.split('. ', 1).join('').replaceAll(/\d+/g, '…');

/** @param quietMs how long nothing must have changed before unstarted executions count as they are */
export async function reconcile(
	client: N8nClient,
	workflowId: string,
	ledger: Ledger,
	quietMs = QUIET_MS,
): Promise<Reconciled> {
	const { taken } = ledger;
	await settled(client, workflowId, taken.length, quietMs);
	const executions = await storedExecutions(client, workflowId);
	const executed = countBy(executions.flatMap(({ text }) => ledger.numbersIn(text).map(String)));
	const starts = countBy(
		executions.flatMap(({ received }) =>
			(received[EVENT_LABELS.call_started] ?? []).map((item) => String(item.call_id)),
		),
	);
	const takenNumbers = new Set(taken.map(({ number }) => String(number)));
	const missing = taken.filter(({ number }) => !executed.has(String(number)));
	const empty = executions.filter(
		({ status, text }) => status !== 'success' && ledger.numbersIn(text).length === 0,
	);
	const storedAt = await Promise.all(empty.map(async ({ id }) => await whenStored(client, id)));
	const emptied = ownersOf(storedAt, missing);
	const problems = empty.map(({ problem = 'no reason' }) => reasonOf(problem));
	const unsuccessful = executions.map(({ status }) => status).filter((each) => each !== 'success');
	return {
		sent: ledger.sent,
		taken: taken.length,
		answeredByStart: ledger.answeredByStart.length,
		lost: missing.map(({ number }) => number).filter((number) => !emptied.includes(number)),
		emptied,
		emptiedBecause: Object.fromEntries(countBy(problems)),
		twice: repeated(executed).map(Number),
		takenSilently: [...executed.keys()].filter((number) => !takenNumbers.has(number)).length,
		unsuccessful: Object.fromEntries(countBy(unsuccessful)),
		startedTwice: repeated(starts),
		neverStarted: [...new Set(taken.map(({ callId }) => callId))].filter((id) => !starts.has(id)),
		executions,
	};
}
