/** The call that `npm run send`, the demo, the reference and the benchmarks use. Its people are made up. */
import { randomBytes } from 'node:crypto';

const AGENT_ID = '3f6c2a9e-58d1-4b7a-9c40-d2e81b05f7a6';
const USER_NAME = 'Dana Whitfield';
const TOPIC = 'Upgrading to the team plan';

/** Who says what, and how long after the start of the call, in seconds. */
const CONVERSATION: ReadonlyArray<readonly ['user' | 'agent', number, string]> = [
	['agent', 0, 'Hello, this is Robin from Harbor Analytics. What can I do for you today?'],
	['user', 9.412, 'Hi! We are five people now, and a single licence is no longer enough.'],
	['agent', 17.05, 'Congratulations on growing! Do all five of you build reports, or mostly read?'],
	['user', 29.873, 'Two build, three read. What would that cost us a month?'],
	['agent', 38.26, 'The team plan has two builder seats and free readers, at 49 euros a month.'],
	['user', 52.704, 'That is less than I expected. Can we keep our existing dashboards?'],
	['agent', 61.118, 'You can, with all their history, and nobody has to log in again.'],
	['user', 74.59, 'Great, please send me the offer by email.'],
	['agent', 81.337, 'On its way. Thank you for calling, Dana, and enjoy your day!'],
];

/** From the start of the call to its end, in seconds. */
export const SAMPLE_CALL_S = 90;

/** As Beyond Presence's client writes a time in a `message`: six digits and a numeric offset. */
const pythonTime = (time: Date) => time.toISOString().replace(/(\.\d{3})Z$/, '$1000+00:00');

/** A call ID of the usual length, 20 letters and digits. */
export const newCallId = () => randomBytes(10).toString('hex');

/** Everything that Beyond Presence posts about one call of 90 s that starts at `startedAt`. */
export function sampleCall(callId: string, startedAt: Date) {
	const at = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000);
	const callData = { userName: USER_NAME, agentId: AGENT_ID };
	const callEnded = {
		event_type: 'call_ended',
		call_id: callId,
		user_name: USER_NAME,
		evaluation: {
			topic: TOPIC,
			user_sentiment: 'positive',
			duration_minutes: SAMPLE_CALL_S / 60,
			messages_count: CONVERSATION.length,
		},
		messages: CONVERSATION.map(([sender, seconds, message]) => ({
			sender,
			message,
			sent_at: at(seconds).toISOString(),
		})),
	};
	return {
		/** Never seen: Beyond Presence names this event without defining it. */
		callStarted: {
			event_type: 'call_started',
			call_id: callId,
			call_data: { ...callData, startedAt: startedAt.toISOString() },
		},
		/** In the shape that was captured. The agent's greeting comes first. */
		messages: CONVERSATION.map(([sender, seconds, message]) => ({
			event_type: 'message',
			call_id: callId,
			message: { sender, message, sent_at: pythonTime(at(seconds)) },
			call_data: callData,
		})),
		/** In the shape of Beyond Presence's documentation. */
		callEnded,
		/** With the times that the vendor's own node and templates read. */
		callEndedWithCallData: {
			...callEnded,
			call_data: {
				...callData,
				startedAt: startedAt.toISOString(),
				endedAt: at(SAMPLE_CALL_S).toISOString(),
			},
		},
	};
}
