/**
 * The items that the triggers emit. These schemas are the only source of the types, of the output
 * schema in the editor and of the events reference; the order of their keys is that of the items.
 *
 * Sources of the shapes: the webhook pages of the Beyond Presence documentation, requests captured
 * in May 2025, and the fields that the vendor's own n8n node reads.
 */
import * as z from '../schema';
import { eventTypeField, field, listField } from '../fields/reader';
import { anyObject, name, number, sender, text, time } from '../fields/values';
import { chatMessage, messageList } from './messages';

const callId = field(name, 'The call that the event belongs to', 'call_id');
const agentId = field(
	name,
	'The agent in the call',
	'call_data.agentId',
	'agentId',
	'agent_id',
	'call_data.agent_id',
);
const userName = field(
	name,
	'The name of the user, if known',
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

const MESSAGE_SENT_AT = ['message.sent_at', 'sent_at'];
const messageSender = field(sender, 'Who spoke: user or agent', 'message.sender', 'sender');
const messageSentAt = field(time, 'When it was said', ...MESSAGE_SENT_AT);
const MESSAGE_TEXT = ['message.message', 'message'];

/** What any event may say about its call. */
export const callFacts = z.object({
	call_id: callId,
	agent_id: agentId,
	user_name: userName,
	started_at: startedAt,
});

/** What a message says beyond its words. */
export const messageFacts = z.object({ sender: messageSender, sent_at: messageSentAt });

/** The last keys of an item, only there if they hold something. */
const leftover = {
	extra: z.described(
		z.optional(anyObject),
		'What the event held beyond the fields above, in its original place and spelling',
	),
	issues: z.described(
		z.optional(z.array(z.string())),
		'What was not as expected, one sentence each; the original value is in extra',
	),
};

export const callStartedItem = z.object({
	event_type: eventTypeField(z.literal('call_started')),
	user_name: userName,
	greeting: field(text, "The agent's first words", 'greeting'),
	started_at: startedAt,
	call_id: callId,
	agent_id: agentId,
	...leftover,
});
export type CallStartedItem = z.infer<typeof callStartedItem>;

/**
 * A greeting read as the start of its call: the documentation says that webhooks tell when calls
 * start, names no event for it, and says that the agent's greeting, the first message, marks it.
 */
export const greetingFields = z.object({
	event_type: eventTypeField(z.literal('message')),
	user_name: userName,
	greeting: field(text, "The agent's first words", ...MESSAGE_TEXT),
	started_at: field(time, 'When the call started', ...STARTED_AT, ...MESSAGE_SENT_AT),
	call_id: callId,
	agent_id: agentId,
	sender: messageSender,
});

export const messageItem = z.object({
	event_type: eventTypeField(z.literal('message')),
	sender: messageSender,
	message: field(text, 'What was said', ...MESSAGE_TEXT),
	user_name: userName,
	sent_at: messageSentAt,
	call_id: callId,
	agent_id: agentId,
	...leftover,
});
export type MessageItem = z.infer<typeof messageItem>;

const evaluated = (key: string) => [`evaluation.${key}`, key];

export const callEndedItem = z.object({
	event_type: eventTypeField(z.literal('call_ended')),
	user_name: userName,
	topic: field(text, 'What the call was about', ...evaluated('topic')),
	user_sentiment: field(
		text,
		'How the user felt: usually positive, neutral or negative',
		...evaluated('user_sentiment'),
	),
	duration_minutes: field(number, 'How long it took, in minutes', ...evaluated('duration_minutes')),
	messages_count: field(
		number,
		'How many messages it had; counted if the event does not say',
		...evaluated('messages_count'),
	),
	transcript: z.described(
		z.nullable(z.string()),
		'The conversation as text, one line for each message: User: … or Agent: …',
	),
	started_at: field(
		time,
		'When the call started; if no event says so, the time of the first message if the agent sent it',
		...STARTED_AT,
	),
	ended_at: field(
		time,
		'When the call ended',
		'call_data.endedAt',
		'call_data.leftAt',
		'ended_at',
		'endedAt',
		'call_data.ended_at',
	),
	call_id: callId,
	agent_id: agentId,
	messages: listField(chatMessage, 'The whole conversation', 'messages', messageList),
	...leftover,
});
export type CallEndedItem = z.infer<typeof callEndedItem>;

export const otherItem = z.object({
	event_type: eventTypeField(z.string()),
	call_id: callId,
	payload: z.described(anyObject, 'The body of the event, untouched'),
	issues: z.described(
		leftover.issues,
		'What was not as expected, one sentence each; the original value is in payload',
	),
});
export type OtherItem = z.infer<typeof otherItem>;
