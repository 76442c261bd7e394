/** Makes the items of the queued calls: one request for the messages of each. */
import { readCall, type Call } from '../../shared/calls/call';
import { callEndedItemOf } from '../../shared/calls/callEndedFromApi';
import type { CallEndedItem } from '../../shared/events/items';
import type { Limits, Progress, Queued } from '../state/progress';
import { failureOf, type CallSource, type FailureKind } from '../api/source';
import type { Troubles } from '../api/troubles';

/** After so many failures in a row, which look like trouble with the whole API, the poll ends. */
export const FAILURES_IN_A_ROW = 3;

const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;

/** What is refused so often will be refused for ever: the call is then emitted without messages. */
export const MOST_REFUSALS = 5;

/** The same for requests that fail for other reasons. */
const GIVEN_UP_MS = 3 * 24 * 60 * MINUTE_MS;

/** The first retry is at the next poll, the others after 1, 2, 4, … minutes. */
const pauseAfter = (attempts: number): number =>
	attempts <= 1 ? 0 : Math.min(LONGEST_PAUSE_MS, MINUTE_MS * 2 ** (attempts - 2));

interface EmitOptions {
	source: CallSource;
	isWanted: (agentId: string | undefined) => boolean;
	limits: Limits;
	now: number;
	/** How long after its end a call is emitted, in ms. */
	waitMs: number;
	addDetails?: boolean;
	addFacts?: boolean;
	isLate: () => boolean;
	/** Whether this poll could read the list; if not, a refusal may be about the whole API. */
	isListRead: boolean;
	troubles: Troubles;
}

/** A call's end by n8n's clock: its time in the API's clock may be ahead. */
const endOf = ({ endedAt, foundAt }: Queued): number => Math.min(endedAt ?? foundAt, foundAt);

/** The calls whose turn it is, those that failed before last, then the earliest end first. */
function due({ queue }: Progress, { now, waitMs }: EmitOptions): Array<[string, Queued]> {
	return [...queue]
		.filter(([, queued]) => queued.tryAfter <= now && endOf(queued) + waitMs <= now)
		.sort(
			([, one], [, other]) =>
				Number(one.attempts > 0) - Number(other.attempts > 0) || endOf(one) - endOf(other),
		);
}

type Attempt = { item: CallEndedItem } | { dropped: true } | { failed: FailureKind };

async function emitOne(
	progress: Progress,
	id: string,
	queued: Queued,
	{ source, isWanted, now, addDetails, addFacts, isListRead, troubles }: EmitOptions,
): Promise<Attempt> {
	const additions = { addDetails, addFacts };
	let call: Call | undefined;
	try {
		call = readCall({ ...(queued.entry ?? (await source.call(id))), id });
		if (!isWanted(call.agent_id ?? undefined)) return { dropped: true };
		return { item: callEndedItemOf(call, await source.messages(id), additions) };
	} catch (cause) {
		const { kind, reason, label } = failureOf(cause);
		const attempts = queued.attempts + 1;
		troubles.add(
			`messages ${label}`,
			'The messages of calls could not be read; the next polls try again, and other calls are not held up',
			`${id}: ${reason}`,
			{ cause },
		);
		// Deleted meanwhile, and nothing of it was kept.
		if (call === undefined && kind === 'gone' && isListRead) return { dropped: true };
		const isRefused = isListRead && (kind === 'refused' || kind === 'gone');
		const refusals = queued.refusals + Number(isRefused);
		const isGivenUp = refusals >= MOST_REFUSALS || now - queued.foundAt >= GIVEN_UP_MS;
		if (call !== undefined && isGivenUp) {
			const withoutMessages = `messages: could not be read: ${reason}`;
			return { item: callEndedItemOf(call, undefined, { ...additions, withoutMessages }) };
		}
		progress.queue.set(id, { ...queued, attempts, refusals, tryAfter: now + pauseAfter(attempts) });
		return { failed: kind };
	}
}

/** Takes the calls whose turn it is out of the queue. Never throws. */
export async function emitQueued(
	progress: Progress,
	options: EmitOptions,
): Promise<CallEndedItem[]> {
	const items: CallEndedItem[] = [];
	let inARow = 0;
	for (const [id, queued] of due(progress, options)) {
		if (items.length >= options.limits.callsPerPoll || inARow >= FAILURES_IN_A_ROW) break;
		if (options.isLate()) break;
		const attempt = await emitOne(progress, id, queued, options);
		if ('failed' in attempt) {
			inARow++;
			if (attempt.failed === 'busy') break;
			continue;
		}
		inARow = 0;
		progress.queue.delete(id);
		if ('item' in attempt) items.push(attempt.item);
	}
	return items;
}
