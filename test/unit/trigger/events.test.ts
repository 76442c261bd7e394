import { identifyEvent } from '../../../nodes/shared/events/event';
import { readFacts } from '../../../nodes/shared/events/facts';
import {
	AGENT_ID,
	CALL_ID,
	callStartedEvent,
	capturedMessage,
	documentedCallEnded,
	documentedTest,
	olderTest,
	unknownEvent,
} from '../../support/samples/payloads';

describe('a body', () => {
	it.each([
		['message', capturedMessage],
		['call_ended', documentedCallEnded],
		['call_started', callStartedEvent],
		['other', unknownEvent],
	])('is identified as %s', (name, payload) => {
		expect(identifyEvent(payload)).toEqual({
			kind: 'event',
			name,
			event_type: payload.event_type,
			payload,
		});
	});

	it.each([[documentedTest], [olderTest], [{ event_type: 'test', message: { odd: [] } }]])(
		'recognises %j as the test event of the dashboard',
		(payload) => {
			expect(identifyEvent(payload)).toEqual({ kind: 'ping' });
		},
	);

	it('does not take an inherited event type', () => {
		expect(identifyEvent(Object.create({ event_type: 'message' }))).toEqual({
			kind: 'notAnEvent',
			error: "The body has no 'event_type'.",
		});
	});

	it.each([
		[{ event_type: 'MESSAGE' }],
		[{ event_type: ' ' }],
		[{ event_type: '__proto__' }],
		[{ event_type: 'toString' }],
	])('identifies %j as another event', (payload) => {
		expect(identifyEvent(payload)).toMatchObject({ kind: 'event', name: 'other' });
	});

	it.each([
		[undefined, 'The body must be a JSON object, got nothing.'],
		[null, 'The body must be a JSON object, got null.'],
		[1, 'The body must be a JSON object, got 1.'],
		['x', 'The body must be a JSON object, got "x".'],
		[[], 'The body must be a JSON object, got an array.'],
		[[capturedMessage], 'The body must be a JSON object, got an array.'],
		[{}, "The body has no 'event_type'."],
		[{ event: 'message' }, "The body has no 'event_type'."],
		[{ event_type: '' }, '\'event_type\' must be a non-empty string, got "".'],
		[{ event_type: null }, "'event_type' must be a non-empty string, got null."],
		[{ event_type: 5 }, "'event_type' must be a non-empty string, got 5."],
		[{ event_type: ['message'] }, "'event_type' must be a non-empty string, got an array."],
	])('is refused for %j, with the reason', (body, error) => {
		expect(identifyEvent(body)).toEqual({ kind: 'notAnEvent', error });
	});
});

describe('the facts of an event', () => {
	function factsOf(body: unknown) {
		const event = identifyEvent(body);
		if (event.kind !== 'event') throw new Error('not an event');
		return readFacts(event);
	}

	it('are its call, what it says of the call, and who spoke when', () => {
		expect(factsOf(capturedMessage)).toEqual({
			callId: CALL_ID,
			known: { agent_id: AGENT_ID, user_name: 'Ada Stone', started_at: null },
			sender: 'user',
			sentAt: capturedMessage.message.sent_at,
		});
	});

	it('have no sender unless the event is a message', () => {
		expect(factsOf({ ...documentedCallEnded, sender: 'user' })).toMatchObject({ sender: null });
	});

	it('are unknown for blank strings, and read from the next place', () => {
		expect(
			factsOf({
				event_type: 'call_ended',
				call_id: '',
				call_data: { agentId: ' ', userName: '\t' },
				agent_id: AGENT_ID,
			}),
		).toMatchObject({ callId: null, known: { agent_id: AGENT_ID, user_name: null } });
	});
});
