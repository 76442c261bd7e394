/** The built trigger with an API key: what it looks up, and what it does without an answer. */
import type { INodeParameters } from 'n8n-workflow';
import { addAgent, addCall } from '../support/fakeApi/store';
import {
	AGENT_ID,
	CALL_ID,
	capturedMessage,
	documentedCallEnded,
} from '../support/samples/payloads';
import { Bench } from './support/apiHost';
import { search } from './support/runNode';
import { deliver, type Delivery } from './support/webhookHost';

/** What the design promises, in ms. */
const LONGEST_ANSWER_MS = 4_000;

const STATUS = { type: 'ongoing', started_at: '2025-05-28T10:26:00Z' } as const;
const NO_DETAILS = { user_email: null, tags: null, status: null };

const bench = Bench.forTests();
let nodes = 0;
let nodeId: string;
beforeEach(() => {
	nodeId = `node ${nodes++}`;
	addCall(bench.fakeApi.store, {
		id: CALL_ID,
		agent_id: AGENT_ID,
		user_name: 'Ada Stone',
		user_email: 'ada@example.com',
		tags: { campaign: 'spring' },
		status: STATUS,
	});
});

const agentFilter = (value: string, more: INodeParameters = {}): INodeParameters => ({
	useApi: true,
	filters: { agents: { agent: [{ agentId: { __rl: true, mode: 'list', value } }] }, ...more },
});
const withDetails: INodeParameters = { useApi: true, options: { addCallDetails: true } };

const post = async (body: unknown, parameters: INodeParameters, more: Partial<Delivery> = {}) => {
	const { loader, credentials: apiCredential } = bench.host;
	return await deliver(loader, { body, parameters, nodeId, apiCredential, ...more });
};

describe('the agent of a call that no event named', () => {
	it('is looked up for the filter', async () => {
		expect(await post(documentedCallEnded, agentFilter(AGENT_ID))).toMatchObject({
			items: {
				'Call Ended': [{ agent_id: AGENT_ID, started_at: '2025-05-28T10:26:00Z' }],
			},
		});
		expect((await post(documentedCallEnded, agentFilter('another'))).answer).toEqual({
			status: 'ignored',
			reason: 'This agent is not selected in the node.',
		});
	});

	it('is looked up once, and not at all where an earlier event named it', async () => {
		await post(documentedCallEnded, agentFilter(AGENT_ID));
		await post(documentedCallEnded, agentFilter(AGENT_ID));
		expect(bench.asked).toEqual([`GET /v1/conversations/${CALL_ID}`]);
		nodeId = `node ${nodes++}`;
		await post(capturedMessage, agentFilter(AGENT_ID));
		await post(documentedCallEnded, agentFilter(AGENT_ID));
		expect(bench.asked).toHaveLength(1);
	});

	it('is not looked up where no filter needs it, nor without the API', async () => {
		await post(documentedCallEnded, { useApi: true });
		await post(documentedCallEnded, { ...agentFilter(AGENT_ID), useApi: false });
		expect(bench.asked).toEqual([]);
	});
});

describe('Add Call Details', () => {
	const DETAILS = { user_email: 'ada@example.com', tags: { campaign: 'spring' }, status: STATUS };

	it('adds them to an item', async () => {
		const { items } = await post(documentedCallEnded, withDetails);
		expect(items?.['Call Ended']).toMatchObject([{ call_id: CALL_ID, call: DETAILS }]);
	});

	it('adds them to a raw item', async () => {
		const { items } = await post(documentedCallEnded, { ...withDetails, simplify: false });
		expect(items?.['Call Ended']).toMatchObject([{ body: documentedCallEnded, call: DETAILS }]);
	});

	it('asks once for the messages of a call, and anew when it ends', async () => {
		for (let count = 0; count < 3; count++) await post(capturedMessage, withDetails);
		expect(bench.asked).toHaveLength(1);
		const status = { ...STATUS, type: 'completed' as const, ended_at: '2025-05-28T10:29:00Z' };
		addCall(bench.fakeApi.store, { id: CALL_ID, status });
		const { items } = await post(documentedCallEnded, withDetails);
		expect(items?.['Call Ended']).toMatchObject([{ call: { status } }]);
		expect(bench.asked).toHaveLength(2);
	});

	it('without the API adds nothing', async () => {
		const { items } = await post(documentedCallEnded, { ...withDetails, useApi: false });
		expect(items?.['Call Ended']?.[0]).not.toHaveProperty('call');
	});

	it('adds empty ones to an event without a call', async () => {
		const { items } = await post({ event_type: 'call_ended' }, withDetails);
		expect(items?.['Call Ended']).toMatchObject([{ call: NO_DETAILS }]);
		expect(bench.asked).toEqual([]);
	});
});

describe('the event goes out in time, with the agent and the details unknown, when the API', () => {
	it.each([
		{ trouble: 'is down', fault: { disconnect: true } as const },
		{ trouble: 'answers 503', fault: { status: 503, headers: { 'retry-after': '9' } } },
		{ trouble: 'does not accept the key', fault: { status: 401 } },
		{ trouble: 'does not know the call', fault: { status: 404 } },
		{ trouble: 'answers a page of HTML', fault: { rubbish: '<html>Oops</html>' } },
		{ trouble: 'answers half a JSON text', fault: { rubbish: '{"id":' } },
		{ trouble: 'answers another object', fault: { status: 200, body: { id: 5 } } },
		{ trouble: 'answers nothing', fault: { status: 200 } },
		{ trouble: 'is slow', fault: { delayMs: 20_000 } },
		{ trouble: 'answers byte by byte', fault: { trickleMs: 200 } },
	])('$trouble', async ({ fault }) => {
		bench.fakeApi.faults.add(fault);
		const start = Date.now();
		const outcome = await post(documentedCallEnded, {
			...agentFilter(AGENT_ID),
			...withDetails,
		});
		expect(Date.now() - start).toBeLessThan(LONGEST_ANSWER_MS);
		expect(outcome).toMatchObject({
			status: 200,
			items: { 'Call Ended': [{ agent_id: null, call: NO_DETAILS }] },
		});
		expect(bench.asked).toHaveLength(1);
	});

	it('is not there at all, nor its credential', async () => {
		const outcome = await post(documentedCallEnded, withDetails, { apiCredential: undefined });
		expect(outcome.items?.['Call Ended']).toMatchObject([{ call: NO_DETAILS }]);
	});

	it('is down and unknown agents are to be dropped, only then it is ignored', async () => {
		bench.fakeApi.faults.add({ status: 503 });
		const parameters = agentFilter(AGENT_ID, { unknownAgent: 'drop' });
		expect((await post(documentedCallEnded, parameters)).answer).toEqual({
			status: 'ignored',
			reason: 'The agent of this event is unknown.',
		});
	});
});

describe('look-ups spare the API', () => {
	it('a call that the API does not know is not asked for again within a minute', async () => {
		const unknown = { ...documentedCallEnded, call_id: 'unknown' };
		await post(unknown, withDetails);
		const { items } = await post(unknown, withDetails);
		expect(items?.['Call Ended']).toMatchObject([{ call: NO_DETAILS }]);
		expect(bench.asked).toEqual(['GET /v1/conversations/unknown']);
	});

	it('events of a call at the same time ask once', async () => {
		await Promise.all(
			Array.from({ length: 5 }, async () => await post(capturedMessage, withDetails)),
		);
		expect(bench.asked).toHaveLength(1);
	});

	it('a burst of calls keeps within the time, and every event goes out', async () => {
		bench.fakeApi.settings.delayMs = 1_000;
		const start = Date.now();
		const outcomes = await Promise.all(
			Array.from({ length: 20 }, async (_, call) => {
				return await post({ ...documentedCallEnded, call_id: `call ${call}` }, withDetails);
			}),
		);
		bench.fakeApi.settings.delayMs = 0;
		expect(Date.now() - start).toBeLessThan(LONGEST_ANSWER_MS);
		expect(outcomes.map(({ items }) => items?.['Call Ended']?.length)).toEqual(Array(20).fill(1));
		// Four at the same time, at 0, 1 and 2 s.
		expect(bench.asked.length).toBeLessThanOrEqual(12);
	});

	it('a line break in an ID forges no line of the log', async () => {
		const warnings: string[] = [];
		const odd = { ...documentedCallEnded, call_id: 'x\nwarn: forged\u2028twice' };
		expect((await post(odd, withDetails, { warnings })).status).toBe(200);
		expect(warnings).toEqual([
			expect.stringContaining('could not look up the call "x\\nwarn: forged\\u2028twice": '),
		]);
	});
});

describe('the messages of a call that ended', () => {
	it('are fetched if the event has none', async () => {
		const said = { sender: 'ai' as const, message: 'Hello', sent_at: '2025-05-28T10:26:10Z' };
		addCall(bench.fakeApi.store, { id: CALL_ID }, [said]);
		const { messages, ...withoutMessages } = documentedCallEnded;
		expect(messages.length).toBeGreaterThan(0);
		const { items } = await post(withoutMessages, { useApi: true });
		expect(items?.['Call Ended']).toMatchObject([
			{
				messages: [{ ...said, sender: 'agent' }],
				transcript: 'Agent: Hello',
				started_at: said.sent_at,
			},
		]);
		expect(bench.asked).toEqual([`GET /v1/conversations/${CALL_ID}/messages`]);
	});

	it('are not fetched if the event has some, nor without the API', async () => {
		await post(documentedCallEnded, { useApi: true });
		await post({ ...documentedCallEnded, messages: [] }, {});
		expect(bench.asked).toEqual([]);
	});
});

it('agents are chosen from a list', async () => {
	addAgent(bench.fakeApi.store, { id: 'jarvis', name: 'Jarvis' });
	const { results } = await search(bench.host, 'searchAgents', 'jar', undefined, {
		type: 'n8n-nodes-beyond-presence.beyondPresenceTrigger',
		typeVersion: 1.1,
		parameters: { useApi: true },
	});
	expect(results).toMatchObject([{ name: 'Jarvis', value: 'jarvis' }]);
});
