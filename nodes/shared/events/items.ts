/** Event to item: one pure function for each event. What is not known is null. */
import {
	callEndedItem,
	callStartedItem,
	greetingFields,
	messageItem,
	otherItem,
	type CallEndedItem,
	type CallStartedItem,
	type ChatMessage,
	type EventName,
	type KnownCall,
	type MessageItem,
	type OtherItem,
	type WebhookEvent,
} from './events';
import { boundNesting } from '../fields/nesting';
import { reader } from '../fields/reader';
import { speakerLabel } from './speakers';

const readCallStarted = reader(callStartedItem);
const readGreeting = reader(greetingFields);
const readMessage = reader(messageItem);
const readCallEnded = reader(callEndedItem);
const readOther = reader(otherItem);

const withKnown = <Fields extends { agent_id: string | null; user_name: string | null }>(
	fields: Fields,
	known: KnownCall,
): Fields => ({
	...fields,
	agent_id: fields.agent_id ?? known.agent_id,
	user_name: fields.user_name ?? known.user_name,
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
	const { call_id, agent_id, user_name } = withKnown(fields, known);
	const { started_at, greeting } = fields;
	const event_type = 'call_started';
	return { event_type, call_id, agent_id, user_name, started_at, greeting, ...leftover() };
}

export function toMessage({ payload }: WebhookEvent, known: KnownCall): MessageItem {
	const { fields, leftover } = readMessage(payload);
	return { ...withKnown(fields, known), ...leftover() };
}

/** A line break inside a message becomes a space, together with the spaces around it. */
const onOneLine = (text: string) => {
	if (!/[\r\n]/.test(text)) return text;
	const lines = text.split(/[\r\n]+/).map((line) => line.trim());
	return lines.filter((line) => line !== '').join(' ');
};

/** One line for each message. */
function transcriptOf(messages: ChatMessage[]): string {
	return messages
		.map(({ sender, message }) => {
			const label = speakerLabel(sender);
			const words = onOneLine(message ?? '');
			return label === null ? words : `${label}: ${words}`;
		})
		.join('\n');
}

export function toCallEnded({ payload }: WebhookEvent, known: KnownCall): CallEndedItem {
	const { fields, wrong, leftover } = readCallEnded(payload);
	const { messages } = fields;
	const isCountable = !wrong.includes('messages_count') && !wrong.includes('messages');
	const hasMessages = Array.isArray(payload.messages) && !wrong.includes('messages');
	return {
		...withKnown(fields, known),
		messages_count: fields.messages_count ?? (isCountable ? messages.length : null),
		started_at: fields.started_at ?? known.started_at,
		transcript: hasMessages ? transcriptOf(messages) : null,
		...leftover(),
	};
}

/** An event that this package does not know yet, untouched as far as n8n can carry it. */
export function toOther({ event_type, payload, call }: WebhookEvent): OtherItem {
	const { issues } = readOther(payload).leftover();
	const { bounded } = boundNesting(payload);
	return { event_type, call_id: call.call_id, payload: bounded, ...(issues && { issues }) };
}

/** The item that an event gives on one of the node's outputs. */
export function toItem(output: EventName, event: WebhookEvent, known: KnownCall) {
	switch (output) {
		case 'call_started':
			return event.name === 'message'
				? greetingToCallStarted(event, known)
				: toCallStarted(event, known);
		case 'message':
			return toMessage(event, known);
		case 'call_ended':
			return toCallEnded(event, known);
		case 'other':
			return toOther(event);
	}
}
