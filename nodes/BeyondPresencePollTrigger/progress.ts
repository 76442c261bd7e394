/**
 * What a poll needs to know of the polls before it, in the node's static data: which completed calls
 * are done. All times are the API's own `ended_at`, in milliseconds since 1970, so that the clock of
 * this n8n does not matter.
 *
 * A call is new unless it is among the calls done, or ended before all that is remembered (`floor`).
 * The floor stays a day behind the latest end that was seen (`overlapMs`), and the calls done since
 * then are kept by ID: so it does not matter in which order the API lists calls, that several end at
 * once, or that a call turns up as completed long after others that ended later.
 */
import type { IDataObject } from 'n8n-workflow';
import * as z from '../shared/schema';

export type Progress = {
	/** Calls that ended then or earlier are done, but those that are awaited or failed. */
	floor: number;
	/** The calls done that ended after the floor, with their ends. */
	done: Map<string, number>;
	/** Calls that were going on when last seen: new once completed, whenever that says they ended. */
	awaited: Set<string>;
	/** Calls that could not be read, with how often that was tried: new until they are read. */
	failed: Map<string, number>;
};

export type Limits = {
	/** How far the floor stays behind the latest end, in ms. */
	overlapMs: number;
	/** About how many calls done are kept; calls that end in the same millisecond are kept together. */
	keptCalls: number;
	/** How many calls that could not be read are kept, and how many that are awaited. */
	keptIds: number;
	/** How many calls one poll gives; the next one goes on with the others. */
	callsPerPoll: number;
};

/** At most about 200 kB of static data, and transcripts of some megabytes in one execution. */
export const LIMITS: Limits = {
	overlapMs: 24 * 60 * 60 * 1_000,
	keptCalls: 2_000,
	keptIds: 500,
	callsPerPoll: 500,
};

/** The key in the static data. */
const KEY = 'progress';

/** Lists, and no objects: a call's ID may be any text, "__proto__" too. JSON has no -Infinity. */
const savedSchema = z.object({
	floor: z.nullable(z.number()),
	done: z.array(z.tuple([z.string(), z.number()])),
	awaited: z.array(z.string()),
	failed: z.array(z.tuple([z.string(), z.number()])),
});

/** Undefined before the first poll, and where something else stands in its place. */
export function loadProgress(staticData: IDataObject): Progress | undefined {
	const saved = savedSchema.safeParse(staticData[KEY]);
	if (!saved.success) return undefined;
	const { floor, done, awaited, failed } = saved.data;
	return {
		floor: floor ?? -Infinity,
		done: new Map(done),
		awaited: new Set(awaited),
		failed: new Map(failed),
	};
}

/**
 * n8n saves it when the poll gives items, a moment before it saves the execution that they start, and
 * when the workflow is activated. Polls that give nothing are not saved, which changes nothing: what
 * was saved last still tells all calls that were given. Whatever else writes the static data of the
 * workflow may set it back, because n8n keeps one column for all nodes; then calls are given again
 * after a restart, and none is lost.
 */
export function saveProgress(staticData: IDataObject, progress: Progress): void {
	const { floor, done, awaited, failed } = progress;
	const saved: z.infer<typeof savedSchema> = {
		floor: Number.isFinite(floor) ? floor : null,
		done: [...done],
		awaited: [...awaited],
		failed: [...failed],
	};
	staticData[KEY] = saved;
}

/** Before the first poll: every call that ended after the floor is new. */
export const progressFrom = (floor: number): Progress => ({
	floor,
	done: new Map(),
	awaited: new Set(),
	failed: new Map(),
});

/** @param endedAt of a completed call */
export const isNew = (progress: Progress, id: string, endedAt: number): boolean =>
	!progress.done.has(id) &&
	(endedAt > progress.floor || progress.awaited.has(id) || progress.failed.has(id));

/** The newest ones, where there are too many. */
const lastOf = <Item>(items: Item[], count: number): Item[] => items.slice(-count);

/**
 * Raises the floor as far as it may, and forgets what is below it. It never passes a call that is
 * still to be read, so nothing is lost where a poll could not read them all.
 *
 * @param oldestLeft the earliest end of the calls that are new and still to be read
 * @param now by the clock of this n8n, which only keeps a call that claims to end in the far future
 * from lifting the floor above all others
 */
export function tidy(
	progress: Progress,
	oldestLeft: number,
	now: number,
	{ overlapMs, keptCalls, keptIds }: Limits,
): Progress {
	const ends = [...progress.done.values()].sort((one, other) => other - one);
	const latest = Math.min(ends[0] ?? -Infinity, now);
	const beyondKept = ends[keptCalls] ?? -Infinity;
	// Where calls ended at once, those that are kept and those beyond share an end: all are kept.
	const lastKept = ends[Math.min(keptCalls, ends.length) - 1] ?? Infinity;
	const dropped = beyondKept < lastKept ? beyondKept : lastKept - 1;
	const wanted = Math.max(latest - overlapMs, dropped);
	const floor = Math.max(progress.floor, Math.min(wanted, oldestLeft - 1));
	return {
		floor,
		done: new Map([...progress.done].filter(([, endedAt]) => endedAt > floor)),
		awaited: new Set(
			lastOf(
				[...progress.awaited].filter((id) => !progress.done.has(id)),
				keptIds,
			),
		),
		failed: new Map(lastOf([...progress.failed], keptIds)),
	};
}
