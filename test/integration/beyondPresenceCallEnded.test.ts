/** Call → Get as Call Ended Event: a missed call in the shape of the trigger's item. */
import { callEndedItem } from '../../nodes/shared/events/items';
import { addCall, type CallMessage } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';

const bench = Bench.forTests();

const getEvent = (id: string) => ({
	resource: 'call',
	operation: 'getCallEndedEvent',
	callId: { __rl: true, mode: 'id', value: id },
});

const MESSAGES: CallMessage[] = [
	{ sender: 'ai', message: 'Hello!', sent_at: '2025-05-28T10:26:32.104000+00:00' },
	{ sender: 'user', message: 'What does it cost?', sent_at: '2025-05-28T10:27:00Z' },
];

test('a completed call becomes exactly the Call Ended item of the trigger', async () => {
	addCall(
		bench.fakeApi.store,
		{
			id: 'call',
			agent_id: 'jarvis',
			user_name: 'Nathan',
			user_email: 'nathan@example.com',
			tags: { campaign: 'spring' },
			status: {
				type: 'completed',
				started_at: '2025-05-28T10:26:00+00:00',
				ended_at: '2025-05-28T10:29:30+00:00',
			},
		},
		MESSAGES,
	);
	const [item] = await bench.output(getEvent('call'));
	expect(item).toEqual({
		event_type: 'call_ended',
		call_id: 'call',
		agent_id: 'jarvis',
		user_name: 'Nathan',
		topic: null,
		user_sentiment: null,
		duration_minutes: 3.5,
		messages_count: 2,
		started_at: '2025-05-28T10:26:00+00:00',
		ended_at: '2025-05-28T10:29:30+00:00',
		messages: [
			{ sender: 'agent', message: 'Hello!', sent_at: '2025-05-28T10:26:32.104000+00:00' },
			{ sender: 'user', message: 'What does it cost?', sent_at: '2025-05-28T10:27:00Z' },
		],
		transcript: 'Agent: Hello!\nUser: What does it cost?',
		extra: { user_email: 'nathan@example.com', tags: { campaign: 'spring' } },
	});
	expect(Object.keys(item ?? {})).toEqual(
		Object.keys(callEndedItem.shape).filter((key) => key !== 'issues'),
	);
	expect(bench.asked).toEqual([
		'GET /v1/conversations/call',
		'GET /v1/conversations/call/messages',
	]);
});

test('a call without a user and without messages has null and an empty list', async () => {
	addCall(bench.fakeApi.store, { id: 'call' });
	expect(await bench.output(getEvent('call'))).toMatchObject([
		{ user_name: null, messages_count: 0, messages: [] },
	]);
});

test('a page instead of the messages is an error, not a call without messages', async () => {
	addCall(bench.fakeApi.store, { id: 'call' }, MESSAGES);
	bench.fakeApi.faults.add({ path: /messages$/, rubbish: '<html>Maintenance</html>' });
	const { error } = await bench.run(getEvent('call'));
	expect(error?.message).toBe(
		'Beyond Presence responded to GET /v1/conversations/call/messages in an unknown format',
	);
});

test.each(['getMessages', 'getCallEndedEvent'])(
	'%s also reads messages that come in an object, as lists do',
	async (operation) => {
		addCall(bench.fakeApi.store, { id: 'call' });
		bench.fakeApi.faults.add({ path: /messages$/, status: 200, body: { data: MESSAGES } });
		const items = await bench.output({ ...getEvent('call'), operation });
		expect(JSON.stringify(items)).toContain('What does it cost?');
	},
);

test.each([
	{ status: { type: 'to_start' } as const, state: 'has not started yet' },
	{
		status: { type: 'ongoing', started_at: '2025-05-28T10:26:00Z' } as const,
		state: 'is still ongoing',
	},
])('a call that $state is refused', async ({ status, state }) => {
	addCall(bench.fakeApi.store, { id: 'call', status });
	const { error } = await bench.run(getEvent('call'));
	expect(error?.message).toBe(`The call "call" ${state}`);
	expect(bench.asked).toEqual(['GET /v1/conversations/call']);
});
