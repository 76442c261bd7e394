/** The built polling trigger in n8n-core's own poll context, against the stand-in for the API. */
import { addCall, type Call } from '../support/fakeApi/store';
import { callEndedItem } from '../../nodes/shared/events/items';
import { Bench } from './support/apiHost';
import { POLL_TRIGGER, PollingWorkflow } from './support/polling';
import { runNode } from './support/runNode';

const bench = Bench.forTests();

const START = Date.parse('2025-05-28T10:00:00Z');
const MINUTE_MS = 60_000;
const iso = (minutes: number): string => new Date(START + minutes * MINUTE_MS).toISOString();

const ended = (id: string, minutes: number, more: Partial<Call> = {}): void => {
	const status = { type: 'completed' as const, started_at: iso(0), ended_at: iso(minutes) };
	addCall(bench.standIn.store, { id, status, ...more }, [
		{ sender: 'ai', message: 'Hello!', sent_at: iso(0) },
	]);
};
const goingOn = (id: string): void => {
	addCall(bench.standIn.store, { id, status: { type: 'ongoing', started_at: iso(0) } });
};

async function activated(
	parameters: ConstructorParameters<typeof PollingWorkflow>[1] = {},
): Promise<PollingWorkflow> {
	const workflow = new PollingWorkflow(bench.host, parameters);
	await workflow.activate();
	return workflow;
}

it('gives the calls that ended since its activation as Call Ended items, once', async () => {
	ended('before', 1);
	goingOn('c1');
	const workflow = await activated();
	await workflow.poll();
	expect(workflow.executions).toEqual([]);

	ended('c1', 3, { agent_id: 'jarvis', user_name: 'Nathan', user_email: 'n@example.com' });
	ended('c2', 2);
	await workflow.poll();
	await workflow.poll();
	expect(workflow.executions).toHaveLength(1);
	expect(workflow.callIds).toEqual(['c2', 'c1']);
	const [, item] = workflow.executions[0] ?? [];
	expect(item).toEqual({
		event_type: 'call_ended',
		call_id: 'c1',
		agent_id: 'jarvis',
		user_name: 'Nathan',
		topic: null,
		user_sentiment: null,
		duration_minutes: 3,
		messages_count: 1,
		started_at: iso(0),
		ended_at: iso(3),
		messages: [{ sender: 'agent', message: 'Hello!', sent_at: iso(0) }],
		transcript: 'Agent: Hello!',
	});
	expect(Object.keys(item ?? {})).toEqual(
		Object.keys(callEndedItem.shape).filter((key) => key !== 'extra' && key !== 'issues'),
	);
});

it.each(['newestFirst', 'oldestFirst', 'shuffled'] as const)(
	'goes on where it stopped after n8n was ended, listed %s over several pages',
	async (order) => {
		bench.standIn.settings.order = order;
		for (let number = 0; number < 120; number++) ended(`old ${number}`, number);
		const first = await activated();
		for (let number = 0; number < 60; number++) ended(`c${number}`, 200 + (number % 7));
		await first.poll();
		for (let number = 60; number < 120; number++) ended(`c${number}`, 200 + (number % 7));

		const second = new PollingWorkflow(bench.host, {}, first.saved);
		await second.activate('init');
		await second.poll();
		const given = [...first.callIds, ...second.callIds];
		expect(given).toHaveLength(120);
		expect(new Set(given).size).toBe(120);
	},
);

it('does not look twice at the same time', async () => {
	const workflow = await activated();
	ended('c1', 1);
	bench.standIn.faults.add({ delayMs: 50 });
	await Promise.all([workflow.poll(), workflow.poll(), workflow.poll()]);
	await workflow.poll();
	expect(workflow.callIds).toEqual(['c1']);
});

it('finds a call that ends while the list is read', async () => {
	for (let number = 0; number < 60; number++) ended(`old ${number}`, number);
	goingOn('c1');
	const workflow = await activated();
	bench.standIn.requests.length = 0;
	bench.standIn.faults.add({ path: /\/v1\/calls$/, times: 1, every: 2, delayMs: 100 });
	const poll = workflow.poll();
	while (bench.standIn.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
	ended('c1', 99);
	await poll;
	await workflow.poll();
	expect(workflow.callIds).toEqual(['c1']);
});

it('gives the calls of the last days at first where that is chosen', async () => {
	const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * MINUTE_MS).toISOString();
	const at = (hours: number) => ({ status: { ...COMPLETED, ended_at: hoursAgo(hours) } });
	const COMPLETED = { type: 'completed' as const, started_at: hoursAgo(99) };
	addCall(bench.standIn.store, { id: 'yesterday', ...at(20) });
	addCall(bench.standIn.store, { id: 'long ago', ...at(60) });
	const workflow = await activated({ firstRun: 'lastDays', firstRunDays: 2 });
	expect(workflow.callIds).toEqual(['yesterday']);
	await workflow.activate();
	await workflow.poll();
	expect(workflow.callIds).toEqual(['yesterday']);
});

it('says which days it can go back', async () => {
	await expect(activated({ firstRun: 'lastDays', firstRunDays: 9_999 })).rejects.toThrow(
		'"Days" must be a number from 1 to 365',
	);
});

it('gives only the calls of the chosen agents', async () => {
	const agent = (value: string) => ({ agentId: { __rl: true, mode: 'list', value } });
	const workflow = await activated({
		filters: { agents: { agent: [agent('JARVIS '), agent('')] } },
	});
	ended('c1', 1, { agent_id: 'jarvis' });
	ended('c2', 2, { agent_id: 'another' });
	await workflow.poll();
	expect(workflow.callIds).toEqual(['c1']);
	expect(bench.asked).not.toContain('GET /v1/calls/c2/messages');
});

describe('when a call cannot be read', () => {
	it('shows that, gives the others, and gives the call as soon as it can be read', async () => {
		const workflow = await activated();
		ended('bad', 1);
		ended('good', 2);
		bench.standIn.faults.add({ path: /bad\/messages/, status: 422, body: { detail: 'Broken' } });
		await workflow.poll();
		expect(workflow.callIds).toEqual(['good']);
		expect(workflow.errors.map(({ message }) => message)).toEqual([
			'The call bad could not be read; the next polls try again, and other calls are not held up',
		]);
		bench.standIn.faults.clear();
		await workflow.poll();
		expect(workflow.callIds).toEqual(['good', 'bad']);
		expect(workflow.errors).toHaveLength(1);
	});

	it('because its entry is odd, the others are given all the same', async () => {
		const workflow = await activated();
		ended('good', 2);
		const odd = { id: 'odd', agent_id: 'jarvis', status: { type: 'lost' } };
		const good = bench.standIn.store.calls.get('good');
		bench.standIn.faults.add({ path: /\/v1\/calls$/, status: 200, body: { data: [odd, good] } });
		await workflow.poll();
		expect(workflow.callIds).toEqual(['good']);
		expect(workflow.errors).toMatchObject([{ description: expect.stringMatching(/^odd: status/) }]);
	});
});

describe('when the API is down', () => {
	const down = () => bench.standIn.faults.add({ status: 422, body: { detail: 'Down' } });

	it('a poll fails, and the next one gives what was missed', async () => {
		const workflow = await activated();
		ended('c1', 1);
		down();
		await workflow.poll();
		expect(workflow.errors).toHaveLength(1);
		bench.standIn.faults.clear();
		await workflow.poll();
		expect(workflow.callIds).toEqual(['c1']);
	});

	it('a person cannot activate the workflow, and reads why', async () => {
		bench.standIn.faults.add({ status: 401, body: { detail: 'Invalid API key' } });
		await expect(activated()).rejects.toThrow('Beyond Presence did not accept the API key');
	});

	it('n8n starts all the same, and the error is shown', async () => {
		const first = await activated();
		ended('c1', 1);
		down();
		const second = new PollingWorkflow(bench.host, {}, first.saved);
		await second.activate('init');
		expect(second.errors).toHaveLength(1);
		bench.standIn.faults.clear();
		await second.poll();
		expect(second.callIds).toEqual(['c1']);
	});
});

it('although half of all requests fail, each of 20 calls comes once', async () => {
	const workflow = await activated();
	for (let number = 0; number < 20; number++) ended(`c${number}`, number);
	bench.standIn.faults.add({ every: 2, status: 503, headers: { 'retry-after': '0' } });
	for (let polls = 0; polls < 3; polls++) await workflow.poll();
	expect(workflow.callIds).toHaveLength(20);
	expect(new Set(workflow.callIds).size).toBe(20);
}, 60_000);

describe('a manual run', () => {
	const runByHand = async (parameters = {}) =>
		await runNode({ ...bench.host, parameters, node: POLL_TRIGGER, mode: 'manual' });

	it('gives the call that ended last', async () => {
		ended('c1', 3);
		ended('c2', 9);
		ended('c3', 5);
		const task = await runByHand();
		expect(task.data?.main?.[0]).toMatchObject([{ json: { call_id: 'c2' } }]);
	});

	it('without a completed call says so', async () => {
		goingOn('c1');
		expect((await runByHand()).error?.message).toBe('There is no completed call yet');
	});
});

it('loads with the description that n8n makes a polling node of', () => {
	const { description } = bench.loader.getNode('beyondPresencePollTrigger').type;
	expect(description).toMatchObject({
		name: 'beyondPresencePollTrigger',
		polling: true,
		credentials: [{ name: 'beyondPresenceApi', required: true }],
		properties: expect.arrayContaining([expect.objectContaining({ name: 'pollTimes' })]),
	});
});
