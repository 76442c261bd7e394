/**
 * One poll: finds the calls that are new, reads them, and says what the next poll has to know.
 * Nothing here touches n8n, so that any sequence of polls and troubles can be tested.
 *
 * A call that cannot be read (its entry in the list is odd, or its messages cannot be had) stops no
 * other: it is left out, remembered as failed, and tried again at every poll, after the new ones,
 * until it can be read. Only when several calls in a row fail, which looks like trouble with the
 * whole API, the poll leaves the others to the next one.
 */
import { callEndedItemOf } from '../shared/calls/callEndedFromApi';
import type { CallEndedItem } from '../shared/events/items';
import { reasonOf } from '../shared/errors';
import { isNew, progressFrom, tidy, type Limits, type Progress } from './progress';
import { readSighting } from './sighting';
import { surveyCalls, type CallSource, type Found } from './survey';

/** After so many calls in a row whose messages cannot be had, a poll leaves the others alone. */
export const FAILURES_IN_A_ROW = 3;

/** A call that could not be read, and why. */
export type Failure = { id: string; reason: string; attempts: number };

type Poll = {
	/** Earliest end first. */
	items: CallEndedItem[];
	progress: Progress;
	/** Every call that could not be read. */
	failures: Failure[];
	/** Why the list could not be read to its end; the items are those of the pages before. */
	listError?: unknown;
};

type PollOptions = {
	source: CallSource;
	/** Whether calls of this agent are wanted; an unknown agent's are. */
	isWanted: (agentId: string | undefined) => boolean;
	limits: Limits;
	/** The time by the clock of this n8n, in ms since 1970. */
	now: number;
	/** Whether the time that n8n gives to a poll is nearly over. */
	isLate?: () => boolean;
};

/** Reads the calls one after the other, those that failed before last. */
async function readCalls(calls: Found[], { source, isWanted, isLate }: PollOptions) {
	const read: Array<{ endedAt: number; item: CallEndedItem }> = [];
	const done = new Map<string, number>();
	const failed = new Map<string, string>();
	let inARow = 0;
	let next = 0;
	for (; next < calls.length; next++) {
		const found = calls[next];
		if (found === undefined || inARow >= FAILURES_IN_A_ROW || isLate?.()) break;
		const { id, agentId, call, endedAt } = found;
		try {
			if (isWanted(agentId)) {
				read.push({ endedAt, item: callEndedItemOf(call, await source.messages(id)) });
				inARow = 0;
			}
			done.set(id, endedAt);
		} catch (error) {
			failed.set(id, reasonOf(error));
			inARow++;
		}
	}
	const items = read.sort((one, other) => one.endedAt - other.endedAt).map(({ item }) => item);
	return { items, done, failed, left: calls.slice(next) };
}

/** A list that is never read to its end must not let what is remembered grow without bound. */
const isFull = (progress: Progress, { keptCalls }: Limits): boolean =>
	progress.done.size >= 2 * keptCalls;

/** Gives the calls that were completed since the poll that left `before`. Never throws. */
export async function pollCalls(before: Progress, options: PollOptions): Promise<Poll> {
	const { source, isWanted, limits, now } = options;
	const survey = await surveyCalls(source, before, isWanted, limits);
	const isWhole = survey.error === undefined;

	const attemptsAt = ({ id }: Found): number => before.failed.get(id) ?? 0;
	survey.retried.sort((one, other) => attemptsAt(one) - attemptsAt(other));
	const calls = !isWhole && isFull(before, limits) ? [] : [...survey.fresh, ...survey.retried];
	const { items, done, failed, left } = await readCalls(calls, options);

	const isLeft = new Set(left.map(({ id }) => id));
	const failures = [...survey.unreadable, ...failed]
		.filter(([id]) => !done.has(id))
		.map(([id, reason]) => ({ id, reason, attempts: (before.failed.get(id) ?? 0) + 1 }));
	const after: Progress = {
		floor: before.floor,
		done: new Map([...before.done, ...done]),
		awaited: new Set([...survey.awaited, ...[...before.awaited].filter((id) => isLeft.has(id))]),
		failed: new Map([
			// Those that are no longer listed, or are going on again, need no further try.
			...[...before.failed].filter(([id]) => !done.has(id) && (!isWhole || isLeft.has(id))),
			...failures.map(({ id, attempts }) => [id, attempts] as const),
		]),
	};
	// Those that are remembered by ID stay new below the floor as well.
	const oldestLeft = left
		.filter(({ id }) => !after.failed.has(id) && !after.awaited.has(id))
		.reduce((oldest, { endedAt }) => Math.min(oldest, endedAt), survey.oldestBeyond);
	return {
		items,
		progress: isWhole ? tidy(after, oldestLeft, now, limits) : after,
		failures,
		...(!isWhole && { listError: survey.error }),
	};
}

/**
 * The progress of a trigger that gives the calls completed from now on: all that are completed now
 * count as done. The list tells what "now" is, not the clock of this n8n.
 *
 * @throws what the source throws, because half a list would make old calls new
 */
export async function startFromNow(
	source: Pick<CallSource, 'pages'>,
	limits: Limits,
	now: number,
): Promise<Progress> {
	let progress = progressFrom(-Infinity);
	for await (const page of source.pages()) {
		for (const sighting of page.map(readSighting)) {
			if (sighting.kind === 'ongoing') progress.awaited.add(sighting.id);
			if (sighting.kind !== 'completed') continue;
			if (isNew(progress, sighting.id, sighting.endedAt)) {
				progress.done.set(sighting.id, sighting.endedAt);
			}
		}
		if (isFull(progress, limits)) progress = tidy(progress, Infinity, now, limits);
	}
	return tidy(progress, Infinity, now, limits);
}
