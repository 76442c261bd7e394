/**
 * The events that Beyond Presence posts and the items that the trigger makes of them. These schemas
 * are the only source of the types, of the output schema in the editor and of the events reference.
 *
 * Sources of the shapes: the webhook pages of the Beyond Presence documentation, deliveries captured
 * in May 2025, and the fields that the vendor's own n8n node reads.
 */
import * as z from '../schema';
import { isJsonObject, type JsonObject } from '../jsonObject';
import { field, listField, placed, reader } from '../fields/reader';
import { anyObject, isReadableTime, number, sender, shown, text, time } from '../fields/values';

const callId = field(text, 'The call that the event belongs to', 'call_id');
const agentId = field(
	text,
	'The agent that holds the call',
	'call_data.agentId',
	'agentId',
	'agent_id',
	'call_data.agent_id',
);
const userName = field(
	text,
	'The name of the user, where it is known',
	'user_name',
	'call_data.userName',
	'userName',
	'call_data.user_name',
);
const STARTED_AT = [
	'call_data.startedAt',
	'call_started_at',
	'started_at',
	'startedAt',
	'call_data.started_at',
];
const startedAt = field(time, 'When the call started', ...STARTED_AT);

const eventType = <Name extends string>(name: Name) =>
	placed(z.described(z.literal(name), 'The kind of event'), { from: ['event_type'] });

/** Added to an item only where there is something to tell. */
const leftover = {
	extra: z.described(
		z.optional(anyObject),
		'What the event held beyond the fields above, in its original place and spelling',
	),
	issues: z.described(
		z.optional(z.array(z.string())),
		'What was not as expected; the field is null and the original is in extra',
	),
};

/** What any event may tell about its call. */
const callFacts = z.object({
	call_id: callId,
	agent_id: agentId,
	user_name: userName,
	started_at: startedAt,
});
type CallFacts = z.infer<typeof callFacts>;

/** What is known about a call from elsewhere; fills in what an event does not say. */
export type KnownCall = Omit<CallFacts, 'call_id'>;

export const chatMessage = z.object({
	sender: field(sender, 'Who spoke: user or agent', 'sender'),
	message: field(text, 'What was said', 'message'),
	sent_at: field(time, 'When it was said', 'sent_at'),
});
export type ChatMessage = z.infer<typeof chatMessage>;

/** Messages exactly as documented, as nearly all are. */
const documentedMessages = z.array(
	z.strictObject({
		sender: z.enum(['user', 'agent']),
		message: z.string(),
		sent_at: z.string(),
	}),
);

/** zod keeps an error for each odd element of a list, so a list is read in pieces of that length. */
const READ_AT_ONCE = 1_000;

/** Stops at the first piece with an odd message. */
function readDocumentedMessages(list: unknown[]): ChatMessage[] | undefined {
	const messages: ChatMessage[] = [];
	for (let start = 0; start < list.length; start += READ_AT_ONCE) {
		const { data } = documentedMessages.safeParse(list.slice(start, start + READ_AT_ONCE));
		if (!data?.every(({ sent_at }) => isReadableTime(sent_at))) return undefined;
		for (const message of data) messages.push(message);
	}
	return messages;
}

const calling = { call_id: callId, agent_id: agentId, user_name: userName };

export const callStartedItem = z.object({
	event_type: eventType('call_started'),
	...calling,
	started_at: startedAt,
	greeting: field(text, "The agent's first words", 'greeting'),
	...leftover,
});
export type CallStartedItem = z.infer<typeof callStartedItem>;

const messageSender = field(sender, 'Who spoke: user or agent', 'message.sender', 'sender');
const messageText = ['message.message', 'message'];
const messageSentAt = ['message.sent_at', 'sent_at'];

export const messageItem = z.object({
	event_type: eventType('message'),
	...calling,
	sender: messageSender,
	message: field(text, 'What was said', ...messageText),
	sent_at: field(time, 'When it was said', ...messageSentAt),
	...leftover,
});
export type MessageItem = z.infer<typeof messageItem>;

/**
 * A greeting read as the start of its call: the documentation says that calls announce their start,
 * names no event for it, and says that the agent's greeting, the first message, marks it.
 */
export const greetingFields = z.object({
	event_type: eventType('message'),
	...calling,
	started_at: field(time, 'When the call started', ...STARTED_AT, ...messageSentAt),
	sender: messageSender,
	greeting: field(text, "The agent's first words", ...messageText),
});

const evaluated = (name: string) => [`evaluation.${name}`, name];

export const callEndedItem = z.object({
	event_type: eventType('call_ended'),
	...calling,
	topic: field(text, 'What the call was about', ...evaluated('topic')),
	user_sentiment: field(
		text,
		'How the user felt: positive, neutral or negative',
		...evaluated('user_sentiment'),
	),
	duration_minutes: field(number, 'How long it took, in minutes', ...evaluated('duration_minutes')),
	messages_count: field(
		number,
		'How many messages it had; counted where it was not sent',
		...evaluated('messages_count'),
	),
	started_at: startedAt,
	ended_at: field(
		time,
		'When the call ended',
		'call_data.endedAt',
		'call_data.leftAt',
		'ended_at',
		'endedAt',
		'call_data.ended_at',
	),
	messages: listField(chatMessage, 'The whole conversation', 'messages', readDocumentedMessages),
	transcript: z.described(
		z.nullable(z.string()),
		'The conversation as text, one line for each message: User: … or Agent: …',
	),
	...leftover,
});
export type CallEndedItem = z.infer<typeof callEndedItem>;

export const otherItem = z.object({
	event_type: placed(z.described(z.string(), 'The kind of event'), { from: ['event_type'] }),
	call_id: callId,
	payload: z.described(anyObject, 'The body of the event, untouched'),
	issues: leftover.issues,
});
export type OtherItem = z.infer<typeof otherItem>;

/** The events that a user can choose from, with their display names. */
export const EVENT_LABELS = {
	call_started: 'Call Started',
	message: 'Message',
	call_ended: 'Call Ended',
	other: 'Other',
} as const;
export type EventName = keyof typeof EVENT_LABELS;

export const EVENT_NAMES = Object.keys(EVENT_LABELS) as EventName[];

/** A posted event: which one it is, what it tells about its call, and the body untouched. */
export interface WebhookEvent {
	name: EventName;
	/** As it came: for `other` any non-empty text. */
	event_type: string;
	call: CallFacts;
	/** Who spoke and when; null for all but a `message`. */
	sender: string | null;
	sent_at: string | null;
	payload: JsonObject;
}

/** `isTest`: what the dashboard sends when the URL is saved. */
type ParsedEvent = { event: WebhookEvent } | { isTest: true } | { error: string };

const NAMES = new Map<string, EventName>([
	['call_started', 'call_started'],
	['message', 'message'],
	['call_ended', 'call_ended'],
]);

const readCallFacts = reader(callFacts);
const readSaid = reader(
	z.object({ sender: messageSender, sent_at: field(time, 'When it was said', ...messageSentAt) }),
);
const NOTHING_SAID = { sender: null, sent_at: null };

/**
 * Tells which event a body is. The sender never retries, so whatever says which event it is (a
 * non-empty text in `event_type`) is taken, however odd the rest. Never throws.
 */
export function parseEvent(body: unknown): ParsedEvent {
	if (!isJsonObject(body)) {
		const got = body === undefined ? 'nothing' : shown(body);
		return { error: `The body must be a JSON object, but it is ${got}.` };
	}
	const type = Object.hasOwn(body, 'event_type') ? body.event_type : undefined;
	if (type === undefined) return { error: 'The body has no "event_type".' };
	if (typeof type !== 'string' || type === '') {
		return { error: `"event_type" must be a text that is not empty, but it is ${shown(type)}.` };
	}
	if (type === 'test') return { isTest: true };
	const name = NAMES.get(type) ?? 'other';
	return {
		event: {
			name,
			event_type: type,
			call: readCallFacts(body).fields,
			...(name === 'message' ? readSaid(body).fields : NOTHING_SAID),
			payload: body,
		},
	};
}
