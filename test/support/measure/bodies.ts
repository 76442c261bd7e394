/** Events of the sizes that are measured, in the shapes of `test/fixtures/payloads.ts`. */
import { capturedMessage, documentedCallEnded } from '../samples/payloads';

export const BODY_SIZES = ['0.3 kB', '20 kB', '1 MB'] as const;
export type BodySize = (typeof BODY_SIZES)[number];
const BYTES: Record<BodySize, number> = { '0.3 kB': 300, '20 kB': 20_000, '1 MB': 1_000_000 };

const SENTENCE = 'Do our dashboards move over with all their history, or do we begin anew? ';

const sentence = (length: number) =>
	SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);

/** A `message` whose JSON has that many bytes, or a few more if that is too few for one. */
function messageOf(bytes: number): object {
	const { message } = capturedMessage;
	const withText = (text: string) => ({
		...capturedMessage,
		message: { ...message, message: text },
	});
	return withText(sentence(Math.max(0, bytes - JSON.stringify(withText('')).length)));
}

/** What is said in a call of that many messages, user and agent by turns, 4 s apart. */
const conversation = (messages: number) =>
	Array.from({ length: messages }, (_, index) => ({
		sender: index % 2 === 0 ? 'agent' : 'user',
		message: `${index}: ${SENTENCE.trim()}`,
		sent_at: new Date(Date.UTC(2025, 4, 28, 10, 26, 12) + index * 4_000).toISOString(),
	}));

/** A `call_ended` with that many messages. */
export const callEndedWith = (messages: number): typeof documentedCallEnded => ({
	...documentedCallEnded,
	evaluation: { ...documentedCallEnded.evaluation, messages_count: messages },
	messages: conversation(messages),
});

/** The JSON of an event of that size: a message, or a call's end with a longer transcript. */
export function bodyOf(size: BodySize): string {
	const bytes = BYTES[size];
	if (size === '0.3 kB') return JSON.stringify(messageOf(bytes));
	const perMessage = JSON.stringify(conversation(1)).length;
	return JSON.stringify(callEndedWith(Math.ceil(bytes / perMessage)));
}

/** What Beyond Presence posts in a call of that many messages, end included, as JSON. */
export function eventsOfCall(callId: string, messages: number): string[] {
	const each = conversation(messages).map((message) => ({
		...capturedMessage,
		call_id: callId,
		message,
	}));
	return [...each, { ...callEndedWith(messages), call_id: callId }].map((event) =>
		JSON.stringify(event),
	);
}
