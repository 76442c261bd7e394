import { UnexpectedError } from 'n8n-workflow';
import { identifyEvent } from '../events/event';
import { NOTHING_KNOWN } from '../events/facts';
import type { CallEndedItem } from '../events/items';
import { toCallEnded } from '../events/toItem';
import { joinIssues } from '../fields/issues';
import type { JsonObject } from '../fields/jsonObject';
import type { Call } from './call';
import { detailsOf, type CallDetails } from './callDetails';
import { conversationOf, type Conversation } from './conversation';
import { minutesBetween } from './utcTime';

type Options = {
	/** Whether to add `call`, as the option Add Call Details does. */
	addDetails?: boolean;
	/** Whether to add `facts` and `exchanges`, as the option Add Call Facts does. */
	addFacts?: boolean;
	/** Why the messages are unknown, for `issues`. */
	withoutMessages?: string;
};

/** What of a call the item has no field for, unless `call` carries it. */
function beyondItem({ user_email, tags, leftover }: Call, addDetails: boolean): JsonObject {
	const { extra } = leftover();
	if (addDetails) return { ...extra };
	return {
		...(user_email !== null && { user_email }),
		...(tags !== null && Object.keys(tags).length > 0 && { tags }),
		...extra,
	};
}

/**
 * A call of the API as the item that the webhook trigger makes of its `call_ended`, made by the same
 * code from the event that the webhook would have received. The API has no evaluation, so the topic
 * and the sentiment are null; the duration is computed from the times.
 *
 * Nothing of the call gets lost and nothing makes this throw: what the item has no field for is in
 * `extra`, what could not be read is named in `issues`.
 *
 * @param messages as `getCallMessages` returns them; undefined if they are unknown
 */
export function callEndedItemOf(
	call: Call,
	messages: unknown,
	{ addDetails = false, addFacts = false, withoutMessages }: Options = {},
): CallEndedItem & { call?: CallDetails } & Partial<Conversation> {
	const { id, agent_id, user_name, started_at, ended_at } = call;
	const event = identifyEvent({
		event_type: 'call_ended',
		call_id: id,
		user_name,
		evaluation: { duration_minutes: minutesBetween(started_at, ended_at) },
		call_data: { agentId: agent_id, startedAt: started_at, endedAt: ended_at },
		...(messages !== undefined && { messages }),
	});
	if (event.kind !== 'event') throw new UnexpectedError('A call of the API did not make an event');
	const { extra: ofMessages, issues: inMessages = [], ...item } = toCallEnded(event, NOTHING_KNOWN);
	const extra = { ...beyondItem(call, addDetails), ...ofMessages };
	const ofCall = [
		...(call.leftover().issues ?? []),
		...(withoutMessages === undefined ? [] : [withoutMessages]),
	];
	const issues = joinIssues(ofCall, inMessages);
	return {
		...item,
		...(messages === undefined && { messages_count: null }),
		...(addDetails && { call: detailsOf(call) }),
		...(addFacts && conversationOf(item)),
		...(Object.keys(extra).length > 0 && { extra }),
		...(issues.length > 0 && { issues }),
	};
}
