/** The documented and the captured payloads, through a real n8n of both versions. */
import { EMPTY_OK, NOT_SELECTED, TEST_OK } from '../support/events/responses';
import { ALL_EVENTS, Listener } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import {
	AGENT_ID,
	CALL_ID,
	capturedMessage,
	documentedCallEnded,
	documentedMessage,
	documentedTest,
	greeting,
	olderTest,
	unknownEvent,
} from '../support/samples/payloads';

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);
	let listener: Listener;

	it('the editor finds the schema of the items before there are any', async () => {
		const { cookie } = n8n.client;
		const response = await fetch(
			`${n8n.server.baseUrl}/schemas/n8n-nodes-beyond-presence.beyondPresenceTrigger/1.1.0.json`,
			{ headers: { cookie: `${cookie.name}=${cookie.value}` } },
		);
		expect(response.status).toBe(200);
		expect(await response.json()).toMatchObject({
			properties: {
				call_id: { type: ['string', 'null'] },
				messages: { type: 'array', items: { type: 'object' } },
			},
		});
	});

	it.each([
		['documented', documentedTest],
		['older', olderTest],
	])('the %s test event gets a 200 response and starts no execution', async (_, payload) => {
		listener = await Listener.start(n8n.client, ALL_EVENTS);
		expect(await listener.post(payload)).toMatchObject(TEST_OK);
		await listener.post(capturedMessage);
		expect(await listener.receivedIn(1)).toHaveLength(1);
	});

	it('the captured message becomes a Message item', async () => {
		listener = await Listener.start(n8n.client);
		expect(await listener.post(capturedMessage)).toMatchObject(EMPTY_OK);
		expect(await listener.receivedIn(1)).toEqual([
			{
				Message: [
					{
						event_type: 'message',
						call_id: CALL_ID,
						agent_id: AGENT_ID,
						user_name: 'Ada Stone',
						sender: 'user',
						message: 'Can I see the price list?',
						sent_at: '2025-05-28T10:26:32.104000+00:00',
					},
				],
			},
		]);
	});

	it('the documented message becomes a Message item', async () => {
		listener = await Listener.start(n8n.client);
		expect(await listener.post(documentedMessage)).toMatchObject(EMPTY_OK);
		expect(await listener.receivedIn(1)).toEqual([
			{
				Message: [
					{
						event_type: 'message',
						call_id: 'call_123',
						agent_id: 'agent_456',
						user_name: 'Jo Field',
						sender: 'user',
						message: 'Hello there',
						sent_at: '2024-01-15T10:30:45.123Z',
					},
				],
			},
		]);
	});

	it('the documented end of a call becomes a Call Ended item, completed by earlier events', async () => {
		listener = await Listener.start(n8n.client, { events: ['call_ended'] });
		expect(await listener.post(greeting)).toMatchObject(NOT_SELECTED);
		expect(await listener.post(documentedCallEnded)).toMatchObject(EMPTY_OK);
		expect(await listener.receivedIn(1)).toEqual([
			{
				'Call Ended': [
					{
						event_type: 'call_ended',
						call_id: CALL_ID,
						agent_id: AGENT_ID,
						user_name: 'Ada Stone',
						topic: 'Pricing',
						user_sentiment: 'positive',
						duration_minutes: 3.5,
						messages_count: 2,
						started_at: '2025-05-28T10:26:12.650000+00:00',
						ended_at: null,
						messages: documentedCallEnded.messages,
						transcript: 'Agent: Hi, I am Nova. How can I help?\nUser: Can I see the price list?',
					},
				],
			},
		]);
	});

	it('the greeting becomes a Call Started and a Message item of one execution', async () => {
		listener = await Listener.start(n8n.client, ALL_EVENTS);
		expect(await listener.post(greeting)).toMatchObject(EMPTY_OK);
		const [execution] = await listener.receivedIn(1);
		expect(execution).toMatchObject({
			'Call Started': [
				{
					event_type: 'call_started',
					call_id: CALL_ID,
					agent_id: AGENT_ID,
					user_name: 'Ada Stone',
					started_at: '2025-05-28T10:26:12.650000+00:00',
					greeting: 'Hi, I am Nova. How can I help?',
				},
			],
			Message: [{ event_type: 'message', sender: 'agent' }],
		});
	});

	it('an unknown event becomes an Other item, untouched', async () => {
		listener = await Listener.start(n8n.client, ALL_EVENTS);
		expect(await listener.post(unknownEvent)).toMatchObject(EMPTY_OK);
		expect(await listener.receivedIn(1)).toEqual([
			{ Other: [{ event_type: 'tool_call', call_id: CALL_ID, payload: unknownEvent }] },
		]);
	});
});
