/**
 * One poll: reads what is new on the list, then emits the calls whose turn it is. Nothing here
 * touches n8n, so that any sequence of polls and troubles can be tested.
 *
 * It sends at most `Limits.requests` requests (3) for the list and for unfinished calls, and one for
 * the messages of each call it emits, however many calls the account has. (One more for a call whose
 * entry was too large to be kept in the queue.) No trouble ends the deliveries: what cannot be read
 * is tried again by later polls, beside everything else.
 */
import type { CallEndedItem } from '../../shared/events/events';
import { askUnfinished } from './askUnfinished';
import { emitQueued } from './emit';
import { Intake } from './intake';
import { progressFrom, type Limits, type Progress } from './progress';
import { OrderWatch } from './order';
import { readGaps, readSweep, readTail, readTop } from './readList';
import { Requests } from './requests';
import type { CallSource } from './source';
import { Troubles, type Trouble } from './troubles';
import { utcMs } from '../../shared/calls/utcTime';

export interface PollOptions {
	source: CallSource;
	/** Whether calls of this agent are wanted; an unknown agent's are. */
	isWanted: (agentId: string | undefined) => boolean;
	limits: Limits;
	/** The time by the clock of this n8n, in ms since 1970. */
	now: number;
	/** How long after its end a call is emitted, in ms; 0 unless given. */
	waitMs?: number;
	/** Whether items have `call`, as the option Add Call Details says. */
	addDetails?: boolean;
	/** Whether the time that n8n gives to a poll is nearly over. */
	isLate?: () => boolean;
}

interface Poll {
	/** Earliest end first. */
	items: CallEndedItem[];
	troubles: Trouble[];
}

const readingOf = (
	progress: Progress,
	{ source, isWanted, limits, now, isLate = () => false }: PollOptions,
) => {
	const troubles = new Troubles();
	return {
		...{ troubles, limits, now },
		intake: new Intake(progress, { isWanted, limits, now, troubles }),
		requests: new Requests(source, limits.requests, isLate, troubles),
	};
};

/** Emits the calls that were completed since the poll that left `progress`, and changes it. Never throws. */
export async function pollCalls(progress: Progress, options: PollOptions): Promise<Poll> {
	const reading = readingOf(progress, options);
	const { limits } = options;
	const top = await readTop(progress, reading);
	await readTail(progress, reading);
	await readGaps(progress, reading);
	await askUnfinished(progress, reading, top);
	if (top) await readSweep(progress, reading, top);
	const { waitMs = 0, addDetails = false, isLate = () => false } = options;
	const { troubles } = reading;
	const emitting = { ...options, waitMs, addDetails, isLate, troubles };
	const items = await emitQueued(progress, emitting);
	progress.floor = Math.max(progress.floor, progress.taken.trim(limits.taken));
	return { items, troubles: troubles.all };
}

/** How far the clock of this n8n may be ahead of the API's, in ms. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1_000;

/**
 * The progress of a trigger that emits the calls completed from now on. It reads at most three pages,
 * and further ones only while there are unfinished calls on them: all completed calls on these pages
 * are old, and below them those that ended before the latest of them did, or, if the list is not in
 * order, before now.
 *
 * @throws what the source throws, because half a page would make old calls new
 */
export async function startFromNow(
	options: Pick<PollOptions, 'source' | 'isWanted' | 'limits' | 'now'>,
): Promise<Progress> {
	const { source, limits, now } = options;
	const progress = progressFrom(-Infinity);
	const { intake } = readingOf(progress, options);
	const watch = new OrderWatch();
	let latest = -Infinity;
	let cursor: string | undefined;
	for (let pages = 0; pages < limits.requests; pages++) {
		const { entries, nextCursor } = await source.page(cursor);
		const calls = intake.read(entries);
		for (const call of calls) {
			watch.note(call);
			if (call.state === 'completed') intake.ignore(call);
			const time = utcMs(call.ended_at) ?? utcMs(call.started_at) ?? -Infinity;
			latest = Math.max(latest, Math.min(time, now));
		}
		const isKept = (state: string) => state === 'to_start' || state === 'ongoing';
		const unfinished = calls.filter(({ state }) => isKept(state));
		intake.page(unfinished, { floor: Infinity });
		cursor = nextCursor;
		if (cursor === undefined || unfinished.length === 0) break;
	}
	const isWhole = cursor === undefined;
	const recently = Math.max(latest, now - CLOCK_TOLERANCE_MS);
	const isReliable = watch.isMostRecentFirst && (isWhole || latest > -Infinity);
	progress.floor = isReliable ? latest : recently;
	progress.sweepFloor = isWhole ? latest : recently;
	progress.isUnordered = !watch.isMostRecentFirst;
	if (isWhole) progress.sweptAt = now;
	progress.taken.trim(limits.taken);
	return progress;
}

/**
 * The progress of a trigger that could not start when it was told to: calls that ended since then
 * are new, minus a minute, because the two clocks may differ a little.
 */
export const startFrom = (since: number): Progress => progressFrom(since - 60_000);
