/** Event to item: one pure function for each event. Unknown is `null`. */
import { Issues } from '../fields/issues';
import { boundNesting } from '../fields/nesting';
import { reader } from '../fields/reader';
import type { EventName, WebhookEvent } from './event';
import type { KnownCall } from './facts';
import {
	callEndedItem,
	callStartedItem,
	greetingFields,
	messageItem,
	otherItem,
	type CallEndedItem,
	type CallStartedItem,
	type MessageItem,
	type OtherItem,
} from './items';
import { transcriptOf, type ChatMessage } from './messages';
import { isAgent } from './speakers';

const readCallStarted = reader(callStartedItem);
const readGreeting = reader(greetingFields);
const readMessage = reader(messageItem);
const readCallEnded = reader(callEndedItem);
const readOther = reader(otherItem);

/** Fills in what is known of the call; the keys keep their order. */
const withKnown = <Fields extends { agent_id: string | null; user_name: string | null }>(
	fields: Fields,
	known: KnownCall,
): Fields => ({
	...fields,
	user_name: fields.user_name ?? known.user_name,
	agent_id: fields.agent_id ?? known.agent_id,
});

/** The start of a call, from the event of that name. */
export function toCallStarted({ payload }: WebhookEvent, known: KnownCall): CallStartedItem {
	const { fields, leftover } = readCallStarted(payload);
	const started_at = fields.started_at ?? known.started_at;
	return { ...withKnown(fields, known), started_at, ...leftover() };
}

/** The start of a call, from the agent's greeting. */
export function greetingToCallStarted(
	{ payload }: WebhookEvent,
	known: KnownCall,
): CallStartedItem {
	const { fields, leftover } = readGreeting(payload);
	const { user_name, call_id, agent_id } = withKnown(fields, known);
	const { greeting, started_at } = fields;
	const event_type = 'call_started';
	return { event_type, user_name, greeting, started_at, call_id, agent_id, ...leftover() };
}

export function toMessage({ payload }: WebhookEvent, known: KnownCall): MessageItem {
	const { fields, leftover } = readMessage(payload);
	return { ...withKnown(fields, known), ...leftover() };
}

/** The agent's greeting marks the start of a call; anyone else's first message does not. */
const greetedAt = ([first]: readonly ChatMessage[]) =>
	first && isAgent(first.sender) ? first.sent_at : null;

/**
 * @param messages the messages of the call if they came from elsewhere; those of the event unless
 * given
 */
export function toCallEnded(
	{ payload }: WebhookEvent,
	known: KnownCall,
	messages?: ChatMessage[],
): CallEndedItem {
	const { fields, unreadable, leftover } = readCallEnded(payload);
	const isListed = Array.isArray(payload.messages) && !unreadable.has('messages');
	const said = messages ?? fields.messages;
	const isCountable = !unreadable.has('messages_count') && !unreadable.has('messages');
	const { event_type, topic, user_sentiment, duration_minutes, ended_at } = fields;
	const { user_name, call_id, agent_id } = withKnown(fields, known);
	return {
		event_type,
		user_name,
		topic,
		user_sentiment,
		duration_minutes,
		messages_count: fields.messages_count ?? (isCountable ? said.length : null),
		transcript: isListed || messages ? transcriptOf(said) : null,
		started_at: fields.started_at ?? known.started_at ?? greetedAt(said),
		ended_at,
		call_id,
		agent_id,
		messages: said,
		...leftover(),
	};
}

/** An event that this package does not know, untouched as far as n8n can carry it. */
export function toOther({ event_type, payload }: WebhookEvent): OtherItem {
	const { fields, leftover } = readOther(payload);
	const nesting = new Issues();
	const bounded = boundNesting(payload, nesting);
	const issues = leftover().issues ?? nesting.list();
	return { event_type, call_id: fields.call_id, payload: bounded, ...(issues && { issues }) };
}

/**
 * The item of an event; `kind` is `call_started` also for a greeting that starts its call.
 *
 * @param messages the messages of an ended call if they came from elsewhere
 */
export function toItem(
	kind: EventName,
	event: WebhookEvent,
	known: KnownCall,
	messages?: ChatMessage[],
): CallStartedItem | MessageItem | CallEndedItem | OtherItem {
	switch (kind) {
		case 'call_started':
			return event.name === 'message'
				? greetingToCallStarted(event, known)
				: toCallStarted(event, known);
		case 'message':
			return toMessage(event, known);
		case 'call_ended':
			return toCallEnded(event, known, messages);
		case 'other':
			return toOther(event);
	}
}
