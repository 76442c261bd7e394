/**
 * What earlier events told about a call, kept in this process: documented `call_ended` events name
 * no agent and no start. Bounded in number and age; entries expire when they are read, so that no
 * timer keeps n8n awake. A restart forgets it.
 */
import { putNewest } from '../../shared/boundedMap';
import type { KnownCall } from '../../shared/events/events';

/** For each trigger. */
export const REMEMBERED_CALLS = 1_000;
/** Far more than one n8n runs; bounds what triggers that were deleted leave behind. */
export const REMEMBERED_TRIGGERS = 200;
/**
 * In characters. Longer ids and names are not remembered: a body may hold 16 MB of them, and a
 * thousand such calls would take all of n8n's memory.
 */
export const LONGEST_REMEMBERED = 500;
export const CALL_MEMORY_MS = 24 * 60 * 60 * 1_000;

interface RememberedCall {
	known: KnownCall;
	/** A message, a start or an end was seen: the next message is not the first one. */
	begun: boolean;
	announced: boolean;
	expiresAt: number;
}

/** What an event means for its call. */
export interface Recollection {
	known: KnownCall;
	/** The event is the first message, start or end of its call that was seen here. */
	isFirst: boolean;
	/** No start of this call was announced before. */
	isUnannounced: boolean;
}

const short = (text: string | null) =>
	text !== null && text.length <= LONGEST_REMEMBERED ? text : null;

export class CallMemory {
	private readonly triggers = new Map<string, Map<string, RememberedCall>>();

	constructor(private readonly now: () => number = Date.now) {}

	private callsOf(trigger: string): Map<string, RememberedCall> {
		const calls = this.triggers.get(trigger) ?? new Map<string, RememberedCall>();
		putNewest(this.triggers, trigger, calls, REMEMBERED_TRIGGERS);
		return calls;
	}

	/** What is remembered of a call, or nothing where it is unknown or too old. */
	private recall(calls: Map<string, RememberedCall>, callId: string): RememberedCall | undefined {
		const call = calls.get(callId);
		if (call && call.expiresAt > this.now()) return call;
		calls.delete(callId);
		return undefined;
	}

	/**
	 * Adds what an event tells to what is known of its call. What the event itself says comes first;
	 * it fills in, and is kept for the events after it.
	 *
	 * @param begins whether this kind of event shows that the call has begun
	 */
	learn(trigger: string, callId: string, told: KnownCall, begins: boolean): Recollection {
		const calls = this.callsOf(trigger);
		const before = this.recall(calls, callId);
		const known = {
			agent_id: told.agent_id ?? before?.known.agent_id ?? null,
			user_name: told.user_name ?? before?.known.user_name ?? null,
			started_at: told.started_at ?? before?.known.started_at ?? null,
		};
		const begun = before?.begun ?? false;
		const announced = before?.announced ?? false;
		const expiresAt = this.now() + CALL_MEMORY_MS;
		const kept = {
			agent_id: short(known.agent_id),
			user_name: short(known.user_name),
			started_at: short(known.started_at),
		};
		const after = { known: kept, begun: begun || begins, announced, expiresAt };
		putNewest(calls, callId, after, REMEMBERED_CALLS);
		return { known, isFirst: begins && !begun, isUnannounced: !announced };
	}

	/** Notes that a call's start was told, so that it is told once, and when that was. */
	noteStarted(trigger: string, callId: string, startedAt: string | null): void {
		const call = this.triggers.get(trigger)?.get(callId);
		if (!call) return;
		call.announced = true;
		call.known = { ...call.known, started_at: call.known.started_at ?? short(startedAt) };
	}

	/** The calls of a trigger that have begun, oldest first. */
	begunCalls(trigger: string): string[] {
		const calls = this.triggers.get(trigger) ?? new Map<string, RememberedCall>();
		return [...calls].filter(([, call]) => call.begun).map(([callId]) => callId);
	}
}
