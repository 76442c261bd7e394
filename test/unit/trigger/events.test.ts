import { parseEvent } from '../../../nodes/shared/events/events';
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

describe('parsing a body', () => {
	it.each([
		['message', capturedMessage],
		['call_ended', documentedCallEnded],
		['call_started', callStartedEvent],
		['other', unknownEvent],
	])('names a %s', (name, payload) => {
		expect(parseEvent(payload)).toMatchObject({
			event: { name, event_type: payload.event_type, payload },
		});
	});

	it.each([[documentedTest], [olderTest], [{ event_type: 'test', message: { odd: [] } }]])(
		'takes %j for the test of the dashboard',
		(payload) => {
			expect(parseEvent(payload)).toEqual({ isTest: true });
		},
	);

	it('reads what a message tells about its call and who spoke', () => {
		expect(parseEvent(capturedMessage)).toMatchObject({
			event: {
				call: { call_id: CALL_ID, agent_id: AGENT_ID, user_name: 'Ada Stone', started_at: null },
				sender: 'user',
				sent_at: '2025-05-28T10:26:32.104000+00:00',
			},
		});
	});

	it('reads no words out of an event that is no message', () => {
		const said = { sender: 'user', sent_at: '2025-05-28T10:26:10Z' };
		expect(parseEvent({ ...documentedCallEnded, ...said })).toMatchObject({
			event: { sender: null, sent_at: null },
		});
	});

	it('does not take an inherited event type', () => {
		expect(parseEvent(Object.create({ event_type: 'message' }))).toEqual({
			error: 'The body has no "event_type".',
		});
	});

	it.each([
		[{ event_type: 'MESSAGE' }],
		[{ event_type: ' ' }],
		[{ event_type: '__proto__' }],
		[{ event_type: 'toString' }],
	])('takes %j for another event', (payload) => {
		expect(parseEvent(payload)).toMatchObject({ event: { name: 'other' } });
	});

	it.each([
		[undefined, 'The body must be a JSON object, but it is nothing.'],
		[null, 'The body must be a JSON object, but it is null.'],
		[1, 'The body must be a JSON object, but it is 1.'],
		['x', 'The body must be a JSON object, but it is "x".'],
		[[], 'The body must be a JSON object, but it is a list.'],
		[[capturedMessage], 'The body must be a JSON object, but it is a list.'],
		[{}, 'The body has no "event_type".'],
		[{ event: 'message' }, 'The body has no "event_type".'],
		[{ event_type: '' }, '"event_type" must be a text that is not empty, but it is "".'],
		[{ event_type: null }, '"event_type" must be a text that is not empty, but it is null.'],
		[{ event_type: 5 }, '"event_type" must be a text that is not empty, but it is 5.'],
		[
			{ event_type: ['message'] },
			'"event_type" must be a text that is not empty, but it is a list.',
		],
	])('refuses %j and says why', (body, error) => {
		expect(parseEvent(body)).toEqual({ error });
	});
});
