/** What earlier events tell about the call of this one, and whether this one starts it. */
import type { IDataObject } from 'n8n-workflow';
import { CallMemory, LONGEST_REMEMBERED, type Recollection } from './callMemory';
import type { KnownCall, WebhookEvent } from '../../shared/events/events';
import { noteSeen, wasSeen } from './seenCalls';
import { isAgent } from '../../shared/events/speakers';

export interface Recalled {
	known: KnownCall;
	/** This event is the start of its call, and the first to be. */
	isStart: boolean;
	/** The call was put on the list that outlives a restart. */
	isNoted?: true;
}

/**
 * Whether an event is the start of its call: the vendor's own event, or the agent's greeting where
 * it is the first message.
 */
function startsCall(event: WebhookEvent, { isFirst, isUnannounced }: Recollection): boolean {
	if (event.name === 'call_started') return isUnannounced;
	return event.name === 'message' && isFirst && isUnannounced && isAgent(event.sender);
}

/**
 * Learns from an event, also from one that nobody selected: it still tells who is in the call.
 *
 * @param trigger whose memory this is
 * @param persisted the node's static data, where the list of calls is to outlive a restart
 */
export function recall(
	memory: CallMemory,
	trigger: string,
	event: WebhookEvent,
	persisted: IDataObject | undefined,
	now: number,
): Recalled {
	const { call_id: callId, ...told } = event.call;
	if (callId === null || callId.length > LONGEST_REMEMBERED) {
		return { known: told, isStart: event.name === 'call_started' };
	}

	let isNoted = false;
	const begins = event.name !== 'other';
	const recollection = memory.learn(trigger, callId, told, begins);
	if (persisted && begins) {
		const isKept = wasSeen(persisted, callId, now);
		if (isKept && recollection.isFirst) {
			memory.noteStarted(trigger, callId, null);
			return { known: recollection.known, isStart: false };
		}
		if (!isKept) {
			noteSeen(persisted, memory.begunCalls(trigger), now);
			isNoted = true;
		}
	}
	const isStart = startsCall(event, recollection);
	if (isStart) memory.noteStarted(trigger, callId, event.sent_at);
	return { known: recollection.known, isStart, ...(isNoted && { isNoted }) };
}
