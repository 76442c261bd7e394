import {
	greetingToCallStarted,
	toCallEnded,
	toCallStarted,
	toItem,
	toMessage,
	toOther,
} from '../../../nodes/shared/events/toItem';
import { identifyEvent, type EventName } from '../../../nodes/shared/events/event';
import { NOTHING_KNOWN, type KnownCall } from '../../../nodes/shared/events/facts';
import { MAX_WORDLESS_MESSAGES } from '../../../nodes/shared/events/messages';
import { MAX_ISSUES } from '../../../nodes/shared/fields/issues';
import { DEEPEST_NESTING } from '../../../nodes/shared/fields/nesting';
import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../../../nodes/shared/fields/jsonObject';
import {
	AGENT_ID,
	CALL_ID,
	callStartedEvent,
	capturedMessage,
	documentedCallEnded,
	documentedMessage,
	greeting,
	unknownEvent,
} from '../../support/samples/payloads';

const KNOWN: KnownCall = {
	agent_id: 'agent-from-memory',
	user_name: 'User From Memory',
	started_at: '2025-01-01T00:00:00Z',
};

function eventOf(payload: JsonObject) {
	const event = identifyEvent(payload);
	if (event.kind !== 'event') throw new Error(`not an event: ${JSON.stringify(event)}`);
	return event;
}

const message = (payload: JsonObject, known = NOTHING_KNOWN) => toMessage(eventOf(payload), known);
const ended = (payload: JsonObject, known = NOTHING_KNOWN) => toCallEnded(eventOf(payload), known);

/** A body that holds a value at a place: "call_data.agentId". */
function holding(event_type: string, place: string, value: string | number): JsonObject {
	const [first = '', second] = place.split('.');
	return { event_type, [first]: second === undefined ? value : { [second]: value } };
}

/** Every key of a Call Ended item, not known. */
const EMPTY_CALL_ENDED = {
	event_type: 'call_ended',
	user_name: null,
	topic: null,
	user_sentiment: null,
	duration_minutes: null,
	messages_count: 0,
	transcript: null,
	started_at: null,
	ended_at: null,
	call_id: null,
	agent_id: null,
	messages: [],
};

describe('a message item', () => {
	it('holds the captured message and nothing else', () => {
		expect(message(capturedMessage)).toEqual({
			event_type: 'message',
			call_id: CALL_ID,
			agent_id: AGENT_ID,
			user_name: 'Ada Stone',
			sender: 'user',
			message: 'Can I see the price list?',
			sent_at: '2025-05-28T10:26:32.104000+00:00',
		});
	});

	it('holds the documented message and nothing else', () => {
		expect(message(documentedMessage)).toEqual({
			event_type: 'message',
			call_id: 'call_123',
			agent_id: 'agent_456',
			user_name: 'Jo Field',
			sender: 'user',
			message: 'Hello there',
			sent_at: '2024-01-15T10:30:45.123Z',
		});
	});

	it('has every key, in the order of the contract, when nothing came', () => {
		expect(Object.entries(message({ event_type: 'message' }))).toEqual([
			['event_type', 'message'],
			['sender', null],
			['message', null],
			['user_name', null],
			['sent_at', null],
			['call_id', null],
			['agent_id', null],
		]);
	});

	it.each([
		['call_data.agentId', { call_data: { agentId: 'a' } }],
		['agentId', { agentId: 'a' }],
		['agent_id', { agent_id: 'a' }],
		['call_data.agent_id', { call_data: { agent_id: 'a' } }],
	])('finds the agent at %s', (_, place) => {
		expect(message({ event_type: 'message', ...place })).toEqual({
			...message({ event_type: 'message' }),
			agent_id: 'a',
		});
	});

	it.each([
		['sender', 'message.sender', 'user'],
		['sender', 'sender', 'user'],
		['sent_at', 'message.sent_at', '2025-05-28T10:26:10Z'],
		['sent_at', 'sent_at', '2025-05-28T10:26:10Z'],
		['message', 'message.message', 'Hi'],
	])('finds %s at %s', (key, place, value) => {
		expect(message(holding('message', place, value))).toEqual({
			...message({ event_type: 'message' }),
			[key]: value,
		});
	});

	it('keeps a second, different agent in extra', () => {
		const item = message({ event_type: 'message', call_data: { agentId: 'a' }, agent_id: 'b' });
		expect(item).toMatchObject({ agent_id: 'a', extra: { agent_id: 'b' } });
	});

	it('does not repeat the same agent in extra', () => {
		const item = message({ event_type: 'message', call_data: { agentId: 'a' }, agent_id: 'a' });
		expect(item).not.toHaveProperty('extra');
	});

	it('takes the next place when the first one is unreadable, and says so', () => {
		const item = message({ event_type: 'message', call_data: { agentId: 5 }, agent_id: 'b' });
		expect(item).toMatchObject({
			agent_id: 'b',
			extra: { call_data: { agentId: 5 } },
			issues: ['call_data.agentId: expected a string, got 5'],
		});
	});

	it('takes the next place when the first one is null, and keeps no null', () => {
		const item = message({ event_type: 'message', call_data: { agentId: null }, agent_id: 'b' });
		expect(item).toMatchObject({ agent_id: 'b' });
		expect(item).not.toHaveProperty('extra');
	});

	it.each([
		['call_id', { call_id: { id: 'c' } }],
		['call_data.agentId', { call_data: { agentId: { id: 'a' } } }],
	])('tells that %s is an object, and keeps it', (place, payload) => {
		expect(message({ event_type: 'message', ...payload })).toMatchObject({
			extra: payload,
			issues: [`${place}: expected a string, got an object`],
		});
	});

	it('is filled in from what is known of the call', () => {
		const item = message({ event_type: 'message', call_id: 'c' }, KNOWN);
		expect(item).toMatchObject({ agent_id: 'agent-from-memory', user_name: 'User From Memory' });
	});

	it('prefers what the event says to what is known of the call', () => {
		expect(message(capturedMessage, KNOWN)).toMatchObject({
			agent_id: AGENT_ID,
			user_name: 'Ada Stone',
		});
	});

	it('takes the text where message is a text', () => {
		expect(message({ event_type: 'message', message: 'Hi' })).toMatchObject({ message: 'Hi' });
	});

	it('tells that message is a number, and keeps it', () => {
		expect(message({ event_type: 'message', message: 5 })).toMatchObject({
			message: null,
			extra: { message: 5 },
			issues: ['message: expected a string, got 5'],
		});
	});

	it('keeps fields that nobody knows where they were', () => {
		const item = message({
			...capturedMessage,
			session_id: 's',
			tags: null,
			message: { ...capturedMessage.message, language: 'en' },
			call_data: { ...capturedMessage.call_data, startedAt: '2025-05-28T10:26:10Z' },
		});
		expect(item.extra).toEqual({
			session_id: 's',
			tags: null,
			message: { language: 'en' },
			call_data: { startedAt: '2025-05-28T10:26:10Z' },
		});
		expect(item).not.toHaveProperty('issues');
	});

	it('keeps a key named like a path of its own', () => {
		const item = message({ ...capturedMessage, 'call_data.agentId': 'x' });
		expect(item.extra).toEqual({ 'call_data.agentId': 'x' });
	});

	it('keeps a key named __proto__ without touching any prototype', () => {
		const payload = JSON.parse('{"event_type":"message","__proto__":{"polluted":true}}');
		const { extra = {} } = message(payload);
		expect(Object.keys(extra)).toEqual(['__proto__']);
		expect(Object.getPrototypeOf(extra)).toBe(Object.prototype);
		expect({}).not.toHaveProperty('polluted');
	});

	it('does not read inherited keys', () => {
		const payload = JSON.parse('{"event_type":"message","call_data":{"constructor":1}}');
		expect(message(payload)).toMatchObject({
			agent_id: null,
			extra: { call_data: { constructor: 1 } },
		});
	});
});

describe('a call ended item', () => {
	it('holds the documented event, its transcript and nothing else', () => {
		expect(ended(documentedCallEnded)).toEqual({
			event_type: 'call_ended',
			call_id: CALL_ID,
			agent_id: null,
			user_name: 'Ada Stone',
			topic: 'Pricing',
			user_sentiment: 'positive',
			duration_minutes: 3.5,
			messages_count: 2,
			started_at: documentedCallEnded.messages[0]?.sent_at,
			ended_at: null,
			messages: documentedCallEnded.messages,
			transcript: 'Agent: Hi, I am Nova. How can I help?\nUser: Can I see the price list?',
		});
	});

	it('has every key, in the order of the contract, when nothing came', () => {
		const item = ended({ event_type: 'call_ended' });
		expect(item).toEqual(EMPTY_CALL_ENDED);
		expect(Object.keys(item)).toEqual(Object.keys(EMPTY_CALL_ENDED));
	});

	it('is filled in from what is known of the call', () => {
		expect(ended({ event_type: 'call_ended' }, KNOWN)).toEqual({ ...EMPTY_CALL_ENDED, ...KNOWN });
	});

	it("reads the places that the vendor's own templates use", () => {
		const call_data = {
			agentId: AGENT_ID,
			userName: 'Ada Stone',
			startedAt: '2025-05-28T10:26:10Z',
			endedAt: '2025-05-28T10:30:00Z',
			leftAt: '2025-05-28T10:30:00Z',
		};
		expect(ended({ event_type: 'call_ended', call_data }, KNOWN)).toEqual({
			...EMPTY_CALL_ENDED,
			agent_id: AGENT_ID,
			user_name: 'Ada Stone',
			started_at: '2025-05-28T10:26:10Z',
			ended_at: '2025-05-28T10:30:00Z',
		});
	});

	const TIME = '2025-05-28T10:26:10Z';
	it.each([
		['call_id', 'call_id', 'c'],
		['user_name', 'user_name', 'Ada'],
		['user_name', 'call_data.userName', 'Ada'],
		['user_name', 'userName', 'Ada'],
		['user_name', 'call_data.user_name', 'Ada'],
		['topic', 'evaluation.topic', 'Pricing'],
		['topic', 'topic', 'Pricing'],
		['user_sentiment', 'evaluation.user_sentiment', 'positive'],
		['user_sentiment', 'user_sentiment', 'positive'],
		['duration_minutes', 'evaluation.duration_minutes', 3.5],
		['duration_minutes', 'duration_minutes', 3.5],
		['messages_count', 'evaluation.messages_count', 12],
		['messages_count', 'messages_count', 12],
		['started_at', 'call_data.startedAt', TIME],
		['started_at', 'call_started_at', TIME],
		['started_at', 'started_at', TIME],
		['started_at', 'startedAt', TIME],
		['started_at', 'call_data.started_at', TIME],
		['ended_at', 'call_data.endedAt', TIME],
		['ended_at', 'call_data.leftAt', TIME],
		['ended_at', 'ended_at', TIME],
		['ended_at', 'endedAt', TIME],
		['ended_at', 'call_data.ended_at', TIME],
	])('finds %s at %s', (key, place, value) => {
		expect(ended(holding('call_ended', place, value))).toEqual({
			...EMPTY_CALL_ENDED,
			[key]: value,
		});
	});

	it('reads numbers given as text', () => {
		const evaluation = { duration_minutes: '5.5', messages_count: '12' };
		const item = ended({ event_type: 'call_ended', evaluation });
		expect(item).toEqual({ ...EMPTY_CALL_ENDED, duration_minutes: 5.5, messages_count: 12 });
	});

	it('has null and an issue for a duration that is no number, with the original in extra', () => {
		const evaluation = { duration_minutes: 'soon', messages_count: 3 };
		expect(ended({ event_type: 'call_ended', evaluation })).toEqual({
			...EMPTY_CALL_ENDED,
			messages_count: 3,
			extra: { evaluation: { duration_minutes: 'soon' } },
			issues: ['evaluation.duration_minutes: expected a number, got "soon"'],
		});
	});

	it('does not count the messages where the count that came is unreadable', () => {
		const item = ended({ ...documentedCallEnded, evaluation: { messages_count: 'many' } });
		expect(item).toMatchObject({
			messages_count: null,
			extra: { evaluation: { messages_count: 'many' } },
		});
	});

	it('takes fields and containers that are null for missing, and keeps none of them', () => {
		const nothing = { call_data: null, evaluation: null, user_name: null, topic: null };
		expect(ended({ event_type: 'call_ended', ...nothing })).toEqual(EMPTY_CALL_ENDED);
		expect(message({ event_type: 'message', message: null })).toEqual(
			message({ event_type: 'message' }),
		);
	});

	it('counts the messages where no count came', () => {
		expect(ended({ ...documentedCallEnded, evaluation: null })).toMatchObject({
			messages_count: 2,
			topic: null,
		});
	});

	it('leaves a sentiment as it came', () => {
		const evaluation = { user_sentiment: ' Very Positive' };
		expect(ended({ event_type: 'call_ended', evaluation }).user_sentiment).toBe(' Very Positive');
	});

	it.each([
		['evaluation', 'n/a', 'evaluation: expected an object, got "n/a"'],
		['call_data', ['x'], 'call_data: expected an object, got an array'],
		['messages', 'none', 'messages: expected an array, got "none"'],
		['user_name', 42, 'user_name: expected a string, got 42'],
		['call_started_at', 'soon', 'call_started_at: expected a time, got "soon"'],
	])('keeps an odd %s and names it', (key, value, issue) => {
		expect(ended({ event_type: 'call_ended', [key]: value })).toEqual({
			...EMPTY_CALL_ENDED,
			messages_count: key === 'messages' ? null : 0,
			extra: { [key]: value },
			issues: [issue],
		});
	});

	it('reads each message by itself, and keeps what one of them holds beyond its fields', () => {
		const messages = [
			{ sender: 'ai', message: 'Hi', sent_at: 1748427992 },
			null,
			'Hello',
			{ sender: 'user', message: 'Two\nlines', id: 7 },
			{ sender: 'system', sent_at: 'later' },
		];
		expect(ended({ event_type: 'call_ended', messages })).toEqual({
			...EMPTY_CALL_ENDED,
			messages_count: 5,
			started_at: '2025-05-28T10:26:32.000Z',
			messages: [
				{ sender: 'agent', message: 'Hi', sent_at: '2025-05-28T10:26:32.000Z' },
				{ sender: null, message: null, sent_at: null },
				{ sender: null, message: null, sent_at: null },
				{ sender: 'user', message: 'Two\nlines', sent_at: null },
				{ sender: 'system', message: null, sent_at: null },
			],
			transcript: 'Agent: Hi\n\n\nUser: Two lines\nsystem: ',
			extra: { messages: [{}, {}, 'Hello', { id: 7 }, { sent_at: 'later' }] },
			issues: [
				'messages[2]: expected an object, got "Hello"',
				'messages[4].sent_at: expected a time, got "later"',
			],
		});
	});

	it.each([
		['agent', 'Agent: Hi'],
		['Assistant', 'Agent: Hi'],
		[' bot ', 'Agent: Hi'],
		['ai', 'Agent: Hi'],
		[' USER ', 'User: Hi'],
		['system', 'system: Hi'],
		[null, 'Hi'],
	])('names the sender %j in the transcript', (sender, line) => {
		const messages = [{ sender, message: 'Hi' }];
		expect(ended({ event_type: 'call_ended', messages }).transcript).toBe(line);
	});

	it('keeps messages that are all as documented but for a time', () => {
		const messages = [
			{ sender: 'user', message: 'Hi', sent_at: 'soon' },
			{ sender: 'agent', message: 'Hello', sent_at: TIME },
		];
		expect(ended({ event_type: 'call_ended', messages })).toMatchObject({
			messages: [
				{ sender: 'user', message: 'Hi', sent_at: null },
				{ sender: 'agent', message: 'Hello', sent_at: TIME },
			],
			extra: { messages: [{ sent_at: 'soon' }] },
			issues: ['messages[0].sent_at: expected a time, got "soon"'],
		});
	});

	it.each([
		['Hi\r\nthere', 'Hi there'],
		['Hi  \n\n \n there ', 'Hi there'],
		['\nHi\n', 'Hi'],
		['\n \n', ''],
		[' Hi  there ', ' Hi  there '],
	])('writes %j in the transcript on one line', (message, line) => {
		const messages = [{ sender: 'user', message }];
		expect(ended({ event_type: 'call_ended', messages }).transcript).toBe(`User: ${line}`);
	});

	it('has an empty transcript where the list of messages is empty', () => {
		expect(ended({ event_type: 'call_ended', messages: [] })).toEqual({
			...EMPTY_CALL_ENDED,
			transcript: '',
		});
	});

	it.each([
		['numbers', 1],
		['empty objects', {}],
		['messages without words', { sender: 'user' }],
	])('keeps an array of too many %s as it came', (_, element) => {
		const messages = Array<unknown>(MAX_WORDLESS_MESSAGES + 1).fill(element) as IDataObject[];
		expect(ended({ event_type: 'call_ended', messages })).toEqual({
			...EMPTY_CALL_ENDED,
			messages_count: null,
			extra: { messages },
			issues: ['messages: expected at most 1000 messages without words'],
		});
	});

	it('names 99 issues, and how many more there are', () => {
		const messages = Array.from({ length: MAX_ISSUES + 1 }, () => ({ message: 5 }));
		const { issues = [] } = ended({ event_type: 'call_ended', messages });
		expect(issues).toHaveLength(MAX_ISSUES);
		expect(issues.slice(-2)).toEqual([
			'messages[98].message: expected a string, got 5',
			'… and 2 more issues',
		]);
	});

	it("takes the time of the first message for its start if that is the agent's", () => {
		const hello = { sender: 'ai', message: 'Hello', sent_at: TIME };
		const later = { sender: 'user', message: 'Hi', sent_at: '2025-05-28T10:26:20Z' };
		const start = (...messages: IDataObject[]) =>
			ended({ event_type: 'call_ended', messages }).started_at;
		expect(start(hello, later)).toBe(TIME);
		expect(start(later, hello)).toBeNull();
		expect(start({ ...hello, sent_at: null })).toBeNull();
	});

	it('prefers an explicit start to the time of the first message', () => {
		const messages = [{ sender: 'agent', message: 'Hello', sent_at: TIME }];
		expect(ended({ event_type: 'call_ended', messages }, KNOWN).started_at).toBe(KNOWN.started_at);
		const call_data = { startedAt: '2025-05-28T10:26:09Z' };
		expect(ended({ event_type: 'call_ended', messages, call_data }, KNOWN).started_at).toBe(
			'2025-05-28T10:26:09Z',
		);
	});

	it('has the messages that came from elsewhere if it has none itself', () => {
		const messages = [{ sender: 'agent', message: 'Hello', sent_at: TIME }];
		expect(toCallEnded(eventOf({ event_type: 'call_ended' }), NOTHING_KNOWN, messages)).toEqual({
			...EMPTY_CALL_ENDED,
			messages,
			messages_count: 1,
			transcript: 'Agent: Hello',
			started_at: TIME,
		});
	});

	it('has null for a name and an agent that are blank, and no rest of them', () => {
		const blank = { call_id: '', user_name: ' ', call_data: { agentId: '\t', userName: '' } };
		expect(ended({ event_type: 'call_ended', ...blank })).toEqual(EMPTY_CALL_ENDED);
	});

	it('keeps an object with very many keys whole in extra', () => {
		const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, key) => [`k${key}`, key]));
		const { extra } = ended({ event_type: 'call_ended', user_name: 'Ada', call_data: many });
		expect(extra?.call_data).toBe(many);
		const payload = { event_type: 'call_ended', user_name: 'Ada', ...many };
		expect(ended(payload)).toMatchObject({ user_name: 'Ada', extra: payload });
	});

	it('has no messages twice because of very many keys beside them', () => {
		const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, key) => [`k${key}`, key]));
		const payload = { event_type: 'call_ended', messages: [{ message: 'Hi' }], ...many };
		expect(ended(payload)).toMatchObject({
			messages: [],
			messages_count: null,
			transcript: null,
			extra: payload,
			issues: ['messages: expected at most 999 keys beside it'],
		});
	});

	it("keeps the extra fields that the vendor's types name", () => {
		const extra = { sentiment_disclaimer: 'A guess', tags: { plan: 'pro' }, session_id: 's' };
		expect(ended({ event_type: 'call_ended', ...extra })).toEqual({ ...EMPTY_CALL_ENDED, extra });
	});
});

describe('a call started item', () => {
	it('is made of the greeting', () => {
		expect(greetingToCallStarted(eventOf(greeting), NOTHING_KNOWN)).toEqual({
			event_type: 'call_started',
			call_id: CALL_ID,
			agent_id: AGENT_ID,
			user_name: 'Ada Stone',
			started_at: '2025-05-28T10:26:12.650000+00:00',
			greeting: 'Hi, I am Nova. How can I help?',
		});
	});

	it('takes the start of the call where the greeting names it, and keeps the time of the greeting', () => {
		const payload = { ...greeting, call_data: { startedAt: '2025-05-28T10:26:10Z' } };
		expect(greetingToCallStarted(eventOf(payload), NOTHING_KNOWN)).toMatchObject({
			started_at: '2025-05-28T10:26:10Z',
			extra: { message: { sent_at: '2025-05-28T10:26:12.650000+00:00' } },
		});
	});

	it('is filled in from what is known of the call', () => {
		const own = { event_type: 'call_started' };
		expect(toCallStarted(eventOf(own), KNOWN)).toEqual({
			event_type: 'call_started',
			call_id: null,
			...KNOWN,
			greeting: null,
		});
		const { call_data, ...said } = greeting;
		expect(call_data).toBeDefined();
		expect(greetingToCallStarted(eventOf(said), KNOWN)).toMatchObject({
			agent_id: 'agent-from-memory',
			user_name: 'User From Memory',
			started_at: '2025-05-28T10:26:12.650000+00:00',
		});
	});

	it("is made of the vendor's own event", () => {
		expect(toCallStarted(eventOf(callStartedEvent), NOTHING_KNOWN)).toEqual({
			event_type: 'call_started',
			call_id: CALL_ID,
			agent_id: AGENT_ID,
			user_name: 'Ada Stone',
			started_at: '2025-05-28T10:26:10Z',
			greeting: null,
		});
	});
});

describe('an item of another event', () => {
	it('holds the body untouched', () => {
		expect(toOther(eventOf(unknownEvent))).toEqual({
			event_type: 'tool_call',
			call_id: CALL_ID,
			payload: unknownEvent,
		});
	});

	it('holds as JSON text what nests too deeply for n8n', () => {
		const deep = '['.repeat(DEEPEST_NESTING + 1) + ']'.repeat(DEEPEST_NESTING + 1);
		const payload = { event_type: 'x', near: 1, deep: JSON.parse(deep) };
		expect(toOther(eventOf(payload))).toEqual({
			event_type: 'x',
			call_id: null,
			payload: { event_type: 'x', near: 1, deep },
			issues: ['deep: expected at most 500 levels, kept as a JSON string'],
		});
	});

	it('names a call id that is no text', () => {
		const payload = { event_type: 'x', call_id: 5 };
		expect(toOther(eventOf(payload))).toEqual({
			event_type: 'x',
			call_id: null,
			payload,
			issues: ['call_id: expected a string, got 5'],
		});
	});
});

describe('the item of an event', () => {
	const events: Array<[EventName, JsonObject, object]> = [
		['call_started', callStartedEvent, { event_type: 'call_started', greeting: null }],
		['call_started', greeting, { greeting: 'Hi, I am Nova. How can I help?' }],
		['message', greeting, { message: 'Hi, I am Nova. How can I help?' }],
		['call_ended', documentedCallEnded, { topic: 'Pricing' }],
		['other', unknownEvent, { payload: unknownEvent }],
	];
	it.each(events)('is made for %s', (kind, payload, item) => {
		expect(toItem(kind, eventOf(payload), NOTHING_KNOWN)).toMatchObject(item);
	});
});
