/** Reads the list of calls once, from the first page to the last, and keeps what a poll needs. */
import type { CallMessage } from '../shared/calls/calls';
import { isNew, type Limits, type Progress } from './progress';
import { readSighting, type Sighting } from './sighting';

/** What a poll needs of the API. */
export type CallSource = {
	/** The list of calls, in whatever order; throws where it cannot be read any further. */
	pages: () => AsyncIterable<readonly unknown[]>;
	messages: (callId: string) => Promise<CallMessage[]>;
};

export type Found = Extract<Sighting, { kind: 'completed' }>;

type Survey = {
	/** New calls, earliest end first, at most as many as one poll gives. */
	fresh: Found[];
	/** New calls that earlier polls could not read. */
	retried: Found[];
	/** The earliest end among the new calls beyond `fresh`; Infinity where there are none. */
	oldestBeyond: number;
	awaited: Set<string>;
	/** Entries that make no sense, by ID. */
	unreadable: Map<string, string>;
	/** Why the list could not be read to its end. */
	error?: unknown;
};

const byEnd = (one: Found, other: Found): number => one.endedAt - other.endedAt;

/** The new calls with the earliest ends; holds no more than twice as many as are wanted. */
class EarliestCalls {
	private calls = new Map<string, Found>();

	oldestBeyond = Infinity;

	constructor(
		private readonly limit: number,
		private readonly onDrop: (call: Found) => void,
	) {}

	/** A call may be added twice, because lists shift while they are read. */
	add(call: Found): void {
		this.calls.set(call.id, call);
		if (this.calls.size >= 2 * this.limit) this.take();
	}

	take(): Found[] {
		const sorted = [...this.calls.values()].sort(byEnd);
		for (const dropped of sorted.slice(this.limit)) {
			this.oldestBeyond = Math.min(this.oldestBeyond, dropped.endedAt);
			this.onDrop(dropped);
		}
		const earliest = sorted.slice(0, this.limit);
		this.calls = new Map(earliest.map((call) => [call.id, call]));
		return earliest;
	}
}

/**
 * The whole list is read each time, because its order is not documented: a call that has just ended
 * may stand on any page. Memory holds one page and the calls that are new.
 *
 * @param isLate whether the time for reading is over
 */
export async function surveyCalls(
	source: Pick<CallSource, 'pages'>,
	progress: Progress,
	isWanted: (agentId: string | undefined) => boolean,
	limits: Limits,
): Promise<Survey> {
	const awaited = new Set<string>();
	const unreadable = new Map<string, string>();
	const retried = new Map<string, Found>();
	const earliest = new EarliestCalls(limits.callsPerPoll, ({ id }) => {
		// It stays new, however far the floor has come by the time of its turn.
		if (progress.awaited.has(id)) awaited.add(id);
	});

	function note(sighting: Sighting): void {
		if (sighting.kind === 'ongoing') awaited.add(sighting.id);
		if (sighting.kind === 'unreadable' && isWanted(sighting.agentId)) {
			if (!progress.done.has(sighting.id)) unreadable.set(sighting.id, sighting.reason);
		}
		if (sighting.kind !== 'completed') return;
		if (!isNew(progress, sighting.id, sighting.endedAt)) return;
		if (progress.failed.has(sighting.id)) retried.set(sighting.id, sighting);
		else earliest.add(sighting);
	}

	let error: unknown;
	try {
		for await (const page of source.pages()) {
			for (const entry of page) note(readSighting(entry));
		}
	} catch (cause) {
		// Shown by the caller. What the pages before told is used; the floor stays where it is.
		error = cause;
		for (const id of progress.awaited) awaited.add(id);
	}
	const fresh = earliest.take();
	return {
		fresh,
		retried: [...retried.values()],
		oldestBeyond: earliest.oldestBeyond,
		awaited,
		unreadable,
		...(error !== undefined && { error }),
	};
}
