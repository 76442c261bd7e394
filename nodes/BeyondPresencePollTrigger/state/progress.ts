/**
 * What a poll has to know of the polls before it. Its size does not depend on the account's.
 *
 * The list of calls is documented as most recent first. So a poll reads it from the top down to
 * calls that are known, and remembers where it had to stop earlier (`gaps`). A call leaves the top
 * before it has ended if it is long: such calls are remembered as `unfinished` and asked for by ID.
 * In case the order is not as documented, a sweep reads the whole list, a page at a time.
 *
 * Ends of calls are times of the API's clock, everything else is of n8n's.
 */
import type { JsonObject } from '../../shared/fields/jsonObject';
import { Taken } from './taken';

export interface Queued {
	/** In ms since 1970; undefined if the API does not say. */
	endedAt: number | undefined;
	/** When a poll found it, in ms. */
	foundAt: number;
	/** How often its messages could not be read, and when to try again. */
	attempts: number;
	tryAfter: number;
	/** How many of those attempts were refused, although the API was there. */
	refusals: number;
	/** As listed; undefined if that is too large to keep, and then asked for by ID. */
	entry: JsonObject | undefined;
}

export interface Unfinished {
	hasStarted: boolean;
	/** When it was last seen, in a list or by its ID. */
	seenAt: number;
	/** When it started, or else when it was first seen. */
	since: number;
}

/** A part of the list that is still to be read, from a cursor down to known calls. */
export interface Gap {
	cursor: string;
	/** Calls that ended earlier are old. */
	floor: number;
	/** The calls of the pages just read, which stand there again if the list has shifted. */
	recent: string[];
	failures: number;
}

export interface Progress {
	/** Calls that ended then or earlier are old, unless they are unfinished or queued. */
	floor: number;
	/** The same for calls that a sweep finds: it may be later, because it may rely on n8n's clock. */
	sweepFloor: number;
	taken: Taken;
	/** Completed calls that are still to be emitted, by ID. */
	queue: Map<string, Queued>;
	unfinished: Map<string, Unfinished>;
	/** The topmost last. */
	gaps: Gap[];
	/** The sweep under way, and whether it found calls out of order. */
	sweep: { cursor: string; failures: number; isUnordered: boolean } | undefined;
	/** When the last sweep began; -Infinity asks for one. */
	sweptAt: number;
	/** Whether the list turned out to be in another order than the documented one. */
	isUnordered: boolean;
	/** How many polls there were, for what comes in turns. */
	polls: number;
	/** The cursor of the list's last page, where new calls are if the oldest come first. */
	tail: string | undefined;
}

export interface Limits {
	/** How many calls one poll emits; the next one goes on with the others. */
	callsPerPoll: number;
	/** Requests of one poll, beside one for the messages of each call. */
	requests: number;
	/** How many taken calls are remembered; later polls judge by the floor. */
	taken: number;
	queue: number;
	/** How many characters of entries the queue keeps. */
	queuedChars: number;
	unfinished: number;
	gaps: number;
	/** So many known calls in a row at the end of a page mean that those below are known too. */
	knownInARow: number;
	sweepEveryMs: number;
}

/** At most about 250 kB of static data, of a busy account with much trouble; usually a few kB. */
export const LIMITS: Limits = {
	callsPerPoll: 50,
	requests: 3,
	taken: 5_000,
	queue: 1_000,
	queuedChars: 100_000,
	unfinished: 500,
	gaps: 8,
	knownInARow: 10,
	sweepEveryMs: 24 * 60 * 60 * 1_000,
};

/** @param floor only calls that end later are new; -Infinity if all are */
export const progressFrom = (floor: number, sweepFloor = floor): Progress => ({
	floor,
	sweepFloor,
	taken: new Taken(),
	queue: new Map(),
	unfinished: new Map(),
	gaps: [],
	sweep: undefined,
	sweptAt: -Infinity,
	isUnordered: false,
	tail: undefined,
	polls: 0,
});
