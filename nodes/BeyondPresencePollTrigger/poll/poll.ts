/**
 * One poll: reads what is new on the list, then emits the calls whose turn it is. Nothing here
 * touches n8n, so that any sequence of polls and troubles can be tested.
 *
 * It sends at most `Limits.requests` requests (3) for the list and for unfinished calls, and one for
 * the messages of each call it emits, however many calls the account has. (One more for a call whose
 * entry was too large to be kept in the queue.) No trouble ends the deliveries: what cannot be read
 * is tried again by later polls, beside everything else.
 */
import type { CallEndedItem } from '../../shared/events/items';
import { askUnfinished } from '../list/askUnfinished';
import { emitQueued } from './emit';
import { Intake } from '../list/intake';
import type { Limits, Progress } from '../state/progress';
import { readGaps, readSweep, readTail, readTop } from '../list/readList';
import { Requests } from '../list/requests';
import type { CallSource } from '../api/source';
import { Troubles, type Trouble } from '../api/troubles';

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
	/** Whether items have `facts` and `exchanges`, as the option Add Call Facts says. */
	addFacts?: boolean;
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
	progress.polls++;
	const top = await readTop(progress, reading);
	await readGaps(progress, reading);
	await readTail(progress, reading);
	await askUnfinished(progress, reading, top);
	if (top) await readSweep(progress, reading, top);
	const { waitMs = 0, isLate = () => false } = options;
	const { troubles } = reading;
	const emitting = { ...options, waitMs, isLate, isListRead: top !== undefined, troubles };
	const items = await emitQueued(progress, emitting);
	progress.floor = Math.max(progress.floor, progress.taken.trim(limits.taken));
	return { items, troubles: troubles.all };
}
