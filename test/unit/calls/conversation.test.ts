/** Add Call Facts: what is computed from the messages of a call. */
import fc from 'fast-check';
import {
	conversationOf,
	MAX_CHARACTERS,
	MAX_MESSAGES,
} from '../../../nodes/shared/calls/conversation';
import type { ChatMessage } from '../../../nodes/shared/events/messages';
import { utcMs } from '../../../nodes/shared/calls/utcTime';

/** A message so many seconds after ten; without a time if null. */
const said = (sender: string | null, message: string | null, second: number | null = null) => ({
	sender,
	message,
	sent_at: second === null ? null : new Date(Date.UTC(2025, 4, 28, 10, 0, second)).toISOString(),
});

const at = (second: number) => said(null, null, second).sent_at;

const conversation = (messages: ChatMessage[]) => conversationOf({ messages, transcript: '' });

const NOTHING_SAID = {
	duration_seconds: null,
	user_messages: 0,
	agent_messages: 0,
	user_words: 0,
	agent_words: 0,
	user_share_of_words: null,
	longest_pause_seconds: null,
	first_user_reply_seconds: null,
	last_sender: null,
};

const UNKNOWN = {
	...NOTHING_SAID,
	...{ user_messages: null, agent_messages: null, user_words: null, agent_words: null },
};

it.each([
	{ what: 'nothing was said', messages: [], facts: {}, exchanges: [] },
	{
		what: 'others than user and agent spoke',
		messages: [said('system', 'Recording', 0), said(null, 'Hm', 1)],
		facts: {},
		exchanges: [],
	},
	{
		what: 'only the agent spoke',
		messages: [said('agent', 'Hello!', 0), said('ai', 'Are you there?', 20)],
		facts: {
			...{ duration_seconds: 20, agent_messages: 2, agent_words: 4, user_share_of_words: 0 },
			...{ longest_pause_seconds: 20, last_sender: 'agent' },
		},
		exchanges: [
			{ agent: 'Hello!\nAre you there?', user: null, asked_at: at(0), answered_at: null },
		],
	},
	{
		what: 'only the user spoke, once',
		messages: [said('user', 'Hello?', 3)],
		facts: {
			...{ duration_seconds: 0, user_messages: 1, user_words: 1, user_share_of_words: 1 },
			last_sender: 'user',
		},
		exchanges: [{ agent: null, user: 'Hello?', asked_at: null, answered_at: at(3) }],
	},
	{
		what: 'both spoke in turns',
		messages: [
			said('agent', 'Hello! How are you?', 0),
			said(' Assistant ', 'Ready?', 2),
			said('USER', 'Yes.', 9),
			said('agent', 'Good.', 10),
		],
		facts: {
			...{ duration_seconds: 10, user_messages: 1, agent_messages: 3 },
			...{ user_words: 1, agent_words: 6, user_share_of_words: 0.1429 },
			...{ longest_pause_seconds: 7, first_user_reply_seconds: 9, last_sender: 'agent' },
		},
		exchanges: [
			{
				...{ agent: 'Hello! How are you?\nReady?', user: 'Yes.' },
				...{ asked_at: at(0), answered_at: at(9) },
			},
			{ agent: 'Good.', user: null, asked_at: at(10), answered_at: null },
		],
	},
	{
		what: 'messages are out of order',
		messages: [said('user', 'Two', 8), said('user', 'Four', 30), said('agent', 'One', 5)],
		facts: {
			...{ duration_seconds: 25, user_messages: 2, agent_messages: 1 },
			...{ user_words: 2, agent_words: 1, user_share_of_words: 0.6667 },
			...{ longest_pause_seconds: 22, first_user_reply_seconds: 3, last_sender: 'user' },
		},
		exchanges: [{ agent: 'One', user: 'Two\nFour', asked_at: at(5), answered_at: at(8) }],
	},
	{
		what: 'times are equal, which keeps the order',
		messages: [said('agent', 'One', 5), said('user', 'Two', 5)],
		facts: {
			...{ duration_seconds: 0, user_messages: 1, agent_messages: 1 },
			...{ user_words: 1, agent_words: 1, user_share_of_words: 0.5 },
			...{ longest_pause_seconds: 0, first_user_reply_seconds: 0, last_sender: 'user' },
		},
		exchanges: [{ agent: 'One', user: 'Two', asked_at: at(5), answered_at: at(5) }],
	},
	{
		what: 'a time in between is missing',
		messages: [said('agent', 'One', 0), said('user', 'Two'), said('agent', 'Three', 9)],
		facts: {
			...{ duration_seconds: 9, user_messages: 1, agent_messages: 2 },
			...{ user_words: 1, agent_words: 2, user_share_of_words: 0.3333, last_sender: 'agent' },
		},
		exchanges: [
			{ agent: 'One', user: 'Two', asked_at: at(0), answered_at: null },
			{ agent: 'Three', user: null, asked_at: at(9), answered_at: null },
		],
	},
	{
		what: 'a time is missing and the others are out of order',
		messages: [said('agent', 'One', 9), said('user', 'Two'), said('user', 'Three', 0)],
		facts: {
			...{ user_messages: 2, agent_messages: 1, user_words: 2, agent_words: 1 },
			...{ user_share_of_words: 0.6667, last_sender: 'user' },
		},
		exchanges: [{ agent: 'One', user: 'Two\nThree', asked_at: at(9), answered_at: null }],
	},
	{
		what: 'no words are known',
		messages: [said('agent', null, 0), said('user', ' ', 1)],
		facts: {
			...{ duration_seconds: 1, user_messages: 1, agent_messages: 1 },
			...{ longest_pause_seconds: 1, first_user_reply_seconds: 1, last_sender: 'user' },
		},
		exchanges: [{ agent: null, user: null, asked_at: at(0), answered_at: at(1) }],
	},
	{
		what: 'they speak Japanese, Arabic and emoji',
		messages: [said('agent', '今日はいい天気です', 0), said('user', 'مرحبا كيف 😀', 1)],
		facts: {
			...{ duration_seconds: 1, user_messages: 1, agent_messages: 1 },
			...{ user_words: 2, agent_words: 5, user_share_of_words: 0.2857 },
			...{ longest_pause_seconds: 1, first_user_reply_seconds: 1, last_sender: 'user' },
		},
		exchanges: [
			{ agent: '今日はいい天気です', user: 'مرحبا كيف 😀', asked_at: at(0), answered_at: at(1) },
		],
	},
])('if $what', ({ messages, facts, exchanges }) => {
	expect(conversation(messages)).toEqual({ facts: { ...NOTHING_SAID, ...facts }, exchanges });
});

it('times that are not ISO 8601 in UTC count, to the millisecond', () => {
	const messages = [
		{ sender: 'agent', message: 'Hi', sent_at: '2025-05-28T12:00:00.250000+02:00' },
		{ sender: 'user', message: 'Hi', sent_at: 'Wed, 28 May 2025 10:00:02 GMT' },
	];
	expect(conversation(messages).facts.first_user_reply_seconds).toBe(1.75);
});

it('everything is null if the messages of the call are unknown', () => {
	const unknown = conversationOf({ messages: [], transcript: null });
	expect(unknown).toEqual({ facts: UNKNOWN, exchanges: [] });
});

it('of more messages than are read, only their numbers are known', () => {
	const messages = Array<ChatMessage>(MAX_MESSAGES + 1).fill(said('user', 'Hi', 0));
	expect(conversation(messages)).toEqual({
		facts: { ...UNKNOWN, user_messages: MAX_MESSAGES + 1, agent_messages: 0 },
		exchanges: [],
	});
	expect(conversation(messages.slice(1)).facts.user_words).toBe(MAX_MESSAGES);
});

it('a conversation of more characters than are read has times, and neither words nor exchanges', () => {
	const messages = [said('agent', 'Go on', 0), said('user', 'a '.repeat(MAX_CHARACTERS / 2), 4)];
	expect(conversation(messages)).toMatchObject({
		facts: {
			...{ user_words: null, agent_words: null, user_share_of_words: null },
			...{ first_user_reply_seconds: 4, last_sender: 'user' },
		},
		exchanges: [],
	});
	expect(conversation(messages.slice(1)).facts.user_words).toBe(MAX_CHARACTERS / 2);
});

const messageList = fc.array(
	fc.record({
		sender: fc.oneof(fc.constantFrom('user', 'agent', 'bot', 'system', null), fc.string()),
		message: fc.option(fc.oneof(fc.string(), fc.string({ unit: 'binary' }))),
		sent_at: fc.option(
			fc.oneof(
				fc.integer({ min: 0, max: 59 }).map(at),
				fc.constantFrom('2025-05-28', 'soon', '9999-12-31T24:00:60Z'),
			),
		),
	}),
	{ maxLength: 12 },
);

it('any messages have facts that are not negative and add up', () => {
	fc.assert(
		fc.property(messageList, (messages) => {
			const { facts, exchanges } = conversation(messages);
			const { last_sender, ...figures } = facts;
			for (const figure of Object.values(figures)) {
				expect(figure === null || (Number.isFinite(figure) && figure >= 0)).toBe(true);
			}
			const { user_words, agent_words, user_share_of_words } = facts;
			const all = Number(user_words) + Number(agent_words);
			if (all === 0) expect(user_share_of_words).toBeNull();
			else expect(user_share_of_words).toBeCloseTo(Number(user_words) / all, 4);
			const spoken = Number(facts.user_messages) + Number(facts.agent_messages);
			expect(spoken).toBeLessThanOrEqual(messages.length);
			expect(exchanges.length).toBeLessThanOrEqual(spoken);
			expect(last_sender === null).toBe(spoken === 0);
			if (facts.longest_pause_seconds !== null) {
				expect(facts.duration_seconds).toBeGreaterThanOrEqual(facts.longest_pause_seconds);
			}
		}),
		{ numRuns: 1_000 },
	);
});

it('every text of user and agent is in an exchange, in its column, and times are as they came', () => {
	fc.assert(
		fc.property(messageList, (messages) => {
			const { exchanges } = conversation(messages);
			const columns = { user: 0, agent: 0 };
			for (const { user, agent, asked_at, answered_at } of exchanges) {
				columns.user += (user ?? '').length;
				columns.agent += (agent ?? '').length;
				for (const time of [asked_at, answered_at]) {
					expect([...messages.map(({ sent_at }) => sent_at), null]).toContain(time);
				}
			}
			const spokenBy = (sender: string) =>
				messages
					.filter((each) => each.sender === sender && (each.message ?? '').trim() !== '')
					.reduce((sum, { message }) => sum + (message ?? '').length, 0);
			expect(columns.user).toBeGreaterThanOrEqual(spokenBy('user'));
			expect(columns.agent).toBeGreaterThanOrEqual(spokenBy('agent') + spokenBy('bot'));
		}),
		{ numRuns: 1_000 },
	);
});

it('the order of messages does not matter if each has a time of its own', () => {
	const timed = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 12 });
	fc.assert(
		fc.property(timed, (seconds) => {
			const messages = seconds.map((second) => said(second % 2 ? 'user' : 'agent', 'Hi', second));
			const sorted = [...messages].sort(
				(one, other) => Number(utcMs(one.sent_at)) - Number(utcMs(other.sent_at)),
			);
			expect(conversation(messages)).toEqual(conversation(sorted));
		}),
	);
});
