/**
 * What earlier events said about a call, kept in this process: documented `call_ended` events name
 * no agent and no start. Bounded in number and age; entries expire when they are read, so that no
 * timer keeps n8n awake. A restart forgets it.
 */
import { putNewest } from '../../shared/boundedMap';
import { completed, NOTHING_KNOWN, type KnownCall } from '../../shared/events/facts';

/** For each trigger. */
export const REMEMBERED_CALLS = 1_000;
/** Far more than one n8n runs; bounds what deleted triggers leave behind. */
export const REMEMBERED_TRIGGERS = 200;
/**
 * In characters. Longer ids and names are not remembered: a body may hold 16 MB of them, and a
 * thousand such calls would take all of n8n's memory.
 */
export const LONGEST_REMEMBERED = 500;
export const CALL_MEMORY_MS = 24 * 60 * 60 * 1_000;

/** A call with any activity, and when it was first seen, in ms since 1970. */
export type ActiveCall = [callId: string, since: number];

/**
 * Something that an event showed about its call. It holds while the event's response is not out,
 * and for good once it was a 200; after anything else the event counts as not received.
 */
class Sign {
	private isConfirmed = false;

	private pending = 0;

	get isSeen(): boolean {
		return this.isConfirmed || this.pending > 0;
	}

	see(isAcknowledged: Promise<boolean>): void {
		if (this.isConfirmed) return;
		this.pending++;
		void isAcknowledged.then((isSent) => {
			this.pending--;
			this.isConfirmed ||= isSent;
		});
	}
}

export class RememberedCall {
	known: KnownCall = NOTHING_KNOWN;

	/** A message, a start or an end was seen: the next message is not the first one. */
	readonly activity = new Sign();

	/** The start was reported. */
	readonly start = new Sign();

	/** For the test URL: when the greeting was sent; `null` if the vendor's own event was the start. */
	greetedAt: string | null | undefined;

	/** In ms since 1970. */
	expiresAt: number;

	/** @param since when the call was first seen, in ms since 1970 */
	constructor(readonly since: number) {
		this.expiresAt = since;
	}

	/** Adds what an event says and returns all that is known; the event's own words come first. */
	learn(said: KnownCall): KnownCall {
		const known = completed(said, this.known);
		this.known = {
			agent_id: short(known.agent_id),
			user_name: short(known.user_name),
			started_at: short(known.started_at),
		};
		return known;
	}
}

const short = (text: string | null) =>
	text !== null && text.length <= LONGEST_REMEMBERED ? text : null;

export class CallMemory {
	private readonly triggers = new Map<string, Map<string, RememberedCall>>();

	constructor(private readonly now: () => number = Date.now) {}

	/** Finds or adds a call of a trigger, as the newest one. */
	call(trigger: string, callId: string): RememberedCall {
		const calls = this.triggers.get(trigger) ?? new Map<string, RememberedCall>();
		putNewest(this.triggers, trigger, calls, REMEMBERED_TRIGGERS);
		const now = this.now();
		const before = calls.get(callId);
		const call = before && before.expiresAt > now ? before : new RememberedCall(now);
		call.expiresAt = now + CALL_MEMORY_MS;
		putNewest(calls, callId, call, REMEMBERED_CALLS);
		return call;
	}

	activeCalls(trigger: string): ActiveCall[] {
		const calls = this.triggers.get(trigger) ?? new Map<string, RememberedCall>();
		return [...calls]
			.filter(([, { activity }]) => activity.isSeen)
			.map(([callId, { since }]) => [callId, since]);
	}
}
