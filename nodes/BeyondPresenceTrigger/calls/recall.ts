/** What earlier events say about the call of this one, and whether this one starts it. */
import type { EventName } from '../../shared/events/event';
import { completed, type EventFacts, type KnownCall } from '../../shared/events/facts';
import { isAgent } from '../../shared/events/speakers';
import type { ActiveCalls } from './activeCalls';
import { LONGEST_REMEMBERED, type CallMemory, type RememberedCall } from './callMemory';

/** The call memory of one trigger, for one request. */
interface TriggerMemory {
	memory: CallMemory;
	trigger: string;
	/** Only if starts of calls are selected. */
	activeCalls?: ActiveCalls;
	/** Whether the request gets a 200; while that is open, its event counts as received. */
	isAcknowledged: Promise<boolean>;
	/** Whether the event came to the editor's test URL. */
	isTest: boolean;
}

/** The call of one event. */
export class RecalledCall {
	/** This event is the first sign of its call. */
	isStart = false;

	/** The calls that outlive a restart were written. */
	isSaved = false;

	/** @param known this event's own words first, then those of earlier events */
	constructor(
		readonly callId: string | null,
		public known: KnownCall,
		private readonly remembered?: RememberedCall,
	) {}

	/** Adds facts from elsewhere to what events said. */
	learn(found: KnownCall): void {
		this.known = completed(this.known, found);
		this.remembered?.learn(this.known);
	}
}

/**
 * Learns from an event, also from one that is not selected: it still says who is in the call. The
 * start of a call is the vendor's own event, or the agent's greeting if it is the first message.
 */
export function recall(
	name: EventName,
	{ callId, known, sender, sentAt }: EventFacts,
	{ memory, trigger, activeCalls, isAcknowledged, isTest }: TriggerMemory,
): RecalledCall {
	if (callId === null || callId.length > LONGEST_REMEMBERED) {
		const call = new RecalledCall(callId, known);
		// Without an ID, a greeting cannot be told from a later message.
		call.isStart = name === 'call_started';
		return call;
	}
	const remembered = memory.call(trigger, callId);
	const call = new RecalledCall(callId, remembered.learn(known), remembered);
	if (name === 'other') return call;

	const { activity, start } = remembered;
	const isSavedBefore = activeCalls?.has(callId) ?? false;
	// A saved call that this process does not know was active before a restart.
	if (isSavedBefore && !activity.isSeen) start.see(Promise.resolve(true));
	// People send the same event to the test URL until their workflow works.
	const isSentAgain = isTest && remembered.greetedAt === sentAt;
	const isFirst = !activity.isSeen || isSentAgain;
	const isGreeting = name === 'message' && isAgent(sender) && isFirst;
	call.isStart = (name === 'call_started' || isGreeting) && (!start.isSeen || isSentAgain);
	activity.see(isAcknowledged);
	if (call.isStart) start.see(isAcknowledged);
	if (call.isStart && isTest) remembered.greetedAt = sentAt;
	if (activeCalls && !isSavedBefore) call.isSaved = activeCalls.add(memory.activeCalls(trigger));
	return call;
}
