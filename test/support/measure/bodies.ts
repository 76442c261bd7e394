/** Events of the sizes that are measured, in the shapes of `samples/payloads.ts`. */
import { capturedMessage, documentedCallEnded } from '../samples/payloads';

const SENTENCE = 'Do our dashboards move over with all their history, or do we start again?';

/** A `call_ended` with that many messages of user and agent alternately, 4 s apart. */
export const callEndedWith = (messages: number): typeof documentedCallEnded => ({
	...documentedCallEnded,
	evaluation: { ...documentedCallEnded.evaluation, messages_count: messages },
	messages: Array.from({ length: messages }, (_, index) => ({
		sender: index % 2 === 0 ? 'agent' : 'user',
		message: `${index}: ${SENTENCE}`,
		sent_at: new Date(Date.UTC(2025, 4, 28, 10, 26, 12) + index * 4_000).toISOString(),
	})),
});

/** What is posted, by size, as JSON. */
export const BODIES = {
	'0.3 kB': JSON.stringify(capturedMessage),
	'20 kB': JSON.stringify(callEndedWith(135)),
} as const;
