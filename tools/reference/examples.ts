/** The payloads and items of the documentation and the examples: the sample call that `npm run send` posts. */
import { readCall } from '../../nodes/shared/calls/call';
import { callEndedItemOf } from '../../nodes/shared/calls/callEndedFromApi';
import { identifyEvent, type EventName } from '../../nodes/shared/events/event';
import type { KnownCall } from '../../nodes/shared/events/facts';
import { toItem } from '../../nodes/shared/events/toItem';
import { sampleCall } from '../../test/support/samples/sampleCall';

const SHOWN_MESSAGES = 2;
const CALL_ID = 'BZ0MTsPQUOJngw4k5Txg';

const { callStarted, messages, callEnded } = sampleCall(
	CALL_ID,
	new Date('2025-05-28T10:26:12.650Z'),
);
const [greeting = {}, reply = {}] = messages;
const { agentId, userName, startedAt } = callStarted.call_data;

/** One body for each event, with so many messages in the one of the call's end. */
const bodiesWith = (messages: typeof callEnded.messages): Record<EventName, object> => ({
	call_started: greeting,
	message: reply,
	call_ended: {
		...callEnded,
		evaluation: { ...callEnded.evaluation, messages_count: messages.length },
		messages,
	},
	other: {
		event_type: 'tool_call',
		call_id: CALL_ID,
		tool: { name: 'book_meeting', arguments: { day: 'Tuesday' } },
	},
});

const shownMessages = callEnded.messages.slice(0, SHOWN_MESSAGES);
export const BODIES = bodiesWith(shownMessages);
/** With every message of the call. */
export const WHOLE_BODIES = bodiesWith(callEnded.messages);

/** What the trigger remembers of the call when its end comes. */
const REMEMBERED: KnownCall = { agent_id: agentId, user_name: userName, started_at: startedAt };

export function itemOf(
	output: EventName,
	body: object = BODIES[output],
	known = REMEMBERED,
): Record<string, unknown> {
	const event = identifyEvent(body);
	if (event.kind !== 'event') throw new Error('An example is not an event.');
	return { ...toItem(output, event, known) };
}

const completed = {
	type: 'completed' as const,
	started_at: startedAt,
	ended_at: '2025-05-28T10:27:42.650000Z',
};

/** The item of the poll trigger, for the completed call with everything that the API can tell of it. */
const polledItemWith = (messages: typeof callEnded.messages) =>
	callEndedItemOf(
		readCall({ id: CALL_ID, agent_id: agentId, user_name: userName, status: completed }),
		messages.map(({ sender, ...said }) => ({
			...said,
			sender: sender === 'agent' ? 'ai' : sender,
		})),
	);
export const polledItem = polledItemWith(shownMessages);
export const wholePolledItem = polledItemWith(callEnded.messages);

/** What **Add Call Details** adds to the items of the sample call. */
export const CALL_DETAILS = {
	user_email: 'dana.whitfield@example.com',
	tags: { campaign: 'spring' },
	status: completed,
};
