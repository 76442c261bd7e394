import { UnexpectedError } from 'n8n-workflow';
import type { Call, CallMessage } from './calls';
import { identifyEvent } from '../events/event';
import { NOTHING_KNOWN } from '../events/facts';
import type { CallEndedItem } from '../events/items';
import { toCallEnded } from '../events/toItem';

/** A call that has ended, which alone has both its times. */
export type CompletedCall = Call & { status: Extract<Call['status'], { type: 'completed' }> };

export const isCompleted = (call: Call): call is CompletedCall => call.status.type === 'completed';

/** From one ISO 8601 time to another in minutes, to the hundredth; null where one is not a time. */
function minutesBetween(start: string, end: string): number | null {
	const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
	return Number.isFinite(minutes) ? Math.round(minutes * 100) / 100 : null;
}

/**
 * A call that was read from the API as the item that the webhook trigger gives when it ends, made by
 * the trigger's own code from the event that the webhook would have sent. The API has no evaluation,
 * so the topic and the sentiment stay null; the duration comes from the times.
 */
export function callEndedItemOf(call: CompletedCall, messages: CallMessage[]): CallEndedItem {
	const { started_at, ended_at } = call.status;
	const event = identifyEvent({
		event_type: 'call_ended',
		call_id: call.id,
		user_name: call.user_name ?? null,
		evaluation: { duration_minutes: minutesBetween(started_at, ended_at) },
		call_data: { agentId: call.agent_id, startedAt: started_at, endedAt: ended_at },
		messages: messages.map(({ sender, message, sent_at }) => ({ sender, message, sent_at })),
	});
	if (event.kind !== 'event') throw new UnexpectedError('A call of the API did not make an event');
	return toCallEnded(event, NOTHING_KNOWN);
}
