/** The built polling trigger in n8n-core's own poll context, against the fake API. */
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
	addCall(bench.fakeApi.store, { id, status, ...more }, [
		{ sender: 'ai', message: 'Hello!', sent_at: iso(0) },
	]);
};
const goingOn = (id: string): void => {
	addCall(bench.fakeApi.store, { id, status: { type: 'ongoing', started_at: iso(0) } });
};

async function activated(
	parameters: ConstructorParameters<typeof PollingWorkflow>[1] = {},
): Promise<PollingWorkflow> {
	const workflow = new PollingWorkflow(bench.host, parameters);
	await workflow.activate();
	return workflow;
}

const LIST = /\/v1\/conversations$/;

it('emits the calls that ended since it was published as Call Ended items, once', async () => {
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
		extra: { user_email: 'n@example.com' },
	});
	expect(Object.keys(item ?? {})).toEqual(
		Object.keys(callEndedItem.shape).filter((key) => key !== 'issues'),
	);
});

it('adds the details of the call if the option says so', async () => {
	const workflow = await activated({ options: { addCallDetails: true } });
	ended('c1', 3, { user_email: 'n@example.com', tags: { campaign: 'spring' } });
	await workflow.poll();
	const [[item] = []] = workflow.executions;
	expect(item).toMatchObject({
		call: { user_email: 'n@example.com', tags: { campaign: 'spring' } },
	});
	expect(item).not.toHaveProperty('extra');
});

it('adds facts of the conversation behind the details of the call', async () => {
	const workflow = await activated({ options: { addCallDetails: true, addCallFacts: true } });
	ended('c1', 3);
	await workflow.poll();
	const [[item = {}] = []] = workflow.executions;
	expect(Object.keys(item).slice(-3)).toEqual(['call', 'facts', 'exchanges']);
	expect(item).toMatchObject({ facts: { agent_words: 1, user_words: 0, last_sender: 'agent' } });
});

it.each(['newestFirst', 'oldestFirst', 'shuffled'] as const)(
	'continues where it stopped after n8n was ended, listed %s over several pages',
	async (order) => {
		bench.fakeApi.settings.order = order;
		const now = Math.floor((Date.now() - START) / MINUTE_MS);
		for (let number = 0; number < 120; number++) ended(`old ${number}`, now - 2_000 + number * 10);
		const first = await activated();
		for (let number = 0; number < 60; number++) ended(`c${number}`, now + number * 10);
		await first.poll();
		for (let number = 60; number < 120; number++) ended(`c${number}`, now + number * 10);

		const second = new PollingWorkflow(bench.host, {}, first.saved);
		await second.activate('init');
		for (let polls = 0; polls < 20; polls++) await second.poll();
		const emitted = [...first.callIds, ...second.callIds];
		expect(emitted).toHaveLength(120);
		expect(new Set(emitted).size).toBe(120);
	},
);

it('does not poll twice at the same time', async () => {
	const workflow = await activated();
	ended('c1', 1);
	bench.fakeApi.faults.add({ delayMs: 50 });
	await Promise.all([workflow.poll(), workflow.poll(), workflow.poll()]);
	await workflow.poll();
	expect(workflow.callIds).toEqual(['c1']);
});

it('continues under another name, and a copy starts for itself', async () => {
	goingOn('long');
	const workflow = await activated();
	ended('c1', 1);
	await workflow.poll();
	ended('c2', 2);
	ended('long', 3);
	const renamed = new PollingWorkflow(bench.host, {}, workflow.saved, { name: 'Ended calls' });
	await renamed.activate('update');
	expect(renamed.callIds).toEqual(['c2', 'long']);

	const copy = new PollingWorkflow(bench.host, {}, renamed.saved, { id: 'copy' });
	await copy.activate();
	expect(copy.callIds).toEqual([]);
	ended('c3', 4);
	await copy.poll();
	expect(copy.callIds).toEqual(['c3']);
});

it("continues if an update by n8n's public API removes its static data", async () => {
	const workflow = await activated();
	ended('c1', 1);
	await workflow.poll();
	workflow.saved = { staticData: '{}', cursor: '{}' };
	ended('c2', 2);
	await workflow.activate('update');
	expect(workflow.callIds).toEqual(['c1', 'c2']);
});

it('emits calls again, and loses none, if a restart finds an older position', async () => {
	const workflow = await activated();
	ended('c1', 1);
	const older = { ...workflow.saved };
	await workflow.poll();
	ended('c2', 2);
	const restarted = new PollingWorkflow(bench.host, {}, older);
	await restarted.activate('init');
	expect([...workflow.callIds, ...restarted.callIds]).toEqual(['c1', 'c1', 'c2']);
});

it('reads once what an earlier version kept under the name of the node', async () => {
	const progress = {
		floor: START,
		done: [['done', START + MINUTE_MS]],
		awaited: ['awaited'],
		failed: [['failed', 2]],
	};
	const staticData = JSON.stringify({ [`node:${POLL_TRIGGER.name}`]: { progress } });
	ended('done', 1);
	ended('failed', 2);
	ended('awaited', -500);
	ended('new', 3);
	const workflow = new PollingWorkflow(bench.host, {}, { staticData, cursor: '{}' });
	await workflow.activate('init');
	expect([...workflow.callIds].sort()).toEqual(['awaited', 'failed', 'new']);
	expect(workflow.saved.staticData).not.toContain('"floor":null,"done"');
});

describe.each([true, false])(
	"under n8n's poll scheduler (durable cursors: %s)",
	(hasDurableCursor) => {
		it('emits each call once, also after polls that return nothing', async () => {
			goingOn('long');
			const workflow = new PollingWorkflow(bench.host);
			const poll = async () => await workflow.pollByScheduler({ hasDurableCursor });
			await poll();
			ended('c1', 1);
			await poll();
			await poll();
			ended('long', 2);
			ended('c2', 3);
			await poll();
			await poll();
			expect(workflow.callIds).toEqual(['c1', 'long', 'c2']);
			expect(workflow.errors).toEqual([]);
		});

		it('emits each call once after the clock was set back', async () => {
			const workflow = new PollingWorkflow(bench.host);
			const { now } = Date;
			const ahead = jest.spyOn(Date, 'now').mockImplementation(() => now() + 60 * MINUTE_MS);
			await workflow.activate('activate', {}, { hasDurableCursor });
			ahead.mockRestore();
			for (const id of ['c1', 'c2', 'c3']) {
				ended(id, 1);
				await workflow.pollByScheduler({ hasDurableCursor });
			}
			expect(workflow.callIds).toEqual(['c1', 'c2', 'c3']);
		});

		it('does not poll twice at the same time', async () => {
			const workflow = new PollingWorkflow(bench.host);
			const poll = async () => await workflow.pollByScheduler({ hasDurableCursor });
			await poll();
			ended('c1', 1);
			bench.fakeApi.faults.add({ delayMs: 50 });
			await Promise.all([poll(), poll()]);
			await poll();
			expect(workflow.callIds).toEqual(['c1']);
		});

		it('emits what ended before a restart, if no poll was complete until then', async () => {
			ended('before', 1);
			const workflow = new PollingWorkflow(bench.host);
			await workflow.activate('activate', {}, { hasDurableCursor });
			ended('c1', 2);
			const restarted = new PollingWorkflow(bench.host, {}, workflow.saved);
			await restarted.pollByScheduler({ hasDurableCursor });
			expect(restarted.callIds).toEqual(['c1']);
		});
	},
);

it('emits the calls of the last days at first if that is chosen, over several polls', async () => {
	const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * MINUTE_MS).toISOString();
	const at = (hours: number) => ({
		status: {
			...{ type: 'completed' as const, started_at: hoursAgo(hours + 1) },
			ended_at: hoursAgo(hours),
		},
	});
	addCall(bench.fakeApi.store, { id: 'long ago', ...at(60) });
	for (let number = 0; number < 120; number++) {
		addCall(bench.fakeApi.store, { id: `c${number}`, ...at(40 - number / 4) });
	}
	const workflow = await activated({ firstRun: 'lastDays', firstRunDays: 2 });
	expect(workflow.callIds).toHaveLength(50);
	for (let polls = 0; polls < 4; polls++) await workflow.poll();
	expect(workflow.callIds).toHaveLength(120);
	expect(new Set(workflow.callIds).size).toBe(120);
});

it('waits after the end of a call if the option says so', async () => {
	const workflow = await activated({ options: { waitAfterCallEnded: 2 } });
	const now = Date.now();
	const at = (msAgo: number) => ({
		status: {
			...{ type: 'completed' as const, started_at: iso(0) },
			ended_at: new Date(now - msAgo).toISOString(),
		},
	});
	addCall(bench.fakeApi.store, { id: 'c1', ...at(3 * MINUTE_MS) });
	addCall(bench.fakeApi.store, { id: 'c2', ...at(2 * MINUTE_MS - 500) });
	await workflow.poll();
	expect(workflow.callIds).toEqual(['c1']);
	await new Promise((resolve) => setTimeout(resolve, 600));
	await workflow.poll();
	expect(workflow.callIds).toEqual(['c1', 'c2']);
});

describe('a workflow cannot be published with', () => {
	const agents = (...values: string[]) => ({
		filters: {
			agents: {
				agent: values.map((value) => ({ agentId: { __rl: true, mode: 'list', value } })),
			},
		},
	});
	it.each([
		{
			what: 'too many days',
			parameters: { firstRun: 'lastDays', firstRunDays: 9_999 },
			message: "'Days' must be a number from 1 to 365, got 9999",
		},
		{
			what: 'a wait that is no number',
			parameters: { options: { waitAfterCallEnded: 'soon' } },
			message: '\'Wait After Call Ended\' must be a number from 0 to 60, got "soon"',
		},
		{
			what: 'an expression in a field that decides',
			parameters: { options: { waitAfterCallEnded: '={{ 5 }}' } },
			message: "'Options': expressions are not supported here. Enter a fixed value.",
		},
		{
			what: 'an expression for an agent',
			parameters: agents('={{ "jarvis" }}'),
			message: "'Agents', row 1: expressions are not supported here. Enter a fixed value.",
		},
		{
			what: 'a row without an agent',
			parameters: agents('jarvis', ' '),
			message: "'Agents', row 2: choose an agent, or remove the row.",
		},
	])('$what', async ({ parameters, message }) => {
		await expect(activated(parameters)).rejects.toThrow(message);
		expect(bench.asked).toEqual([]);
	});
});

it.each(['JARVIS ', 'https://bey.chat/jarvis'])(
	'emits only the calls of the agent %p',
	async (value) => {
		const agent = { agentId: { __rl: true, mode: 'id', value } };
		const workflow = await activated({ filters: { agents: { agent: [agent] } } });
		ended('c1', 1, { agent_id: 'jarvis' });
		ended('c2', 2, { agent_id: 'another' });
		await workflow.poll();
		expect(workflow.callIds).toEqual(['c1']);
		expect(bench.asked).not.toContain('GET /v1/conversations/c2/messages');
	},
);

describe('when a call cannot be read', () => {
	it('reports that once, emits the others, and the call as soon as it can be read', async () => {
		const workflow = await activated();
		ended('bad', 1);
		ended('good', 2);
		bench.fakeApi.faults.add({ path: /bad\/messages/, status: 422, body: { detail: 'Broken' } });
		await workflow.poll();
		await workflow.poll();
		expect(workflow.callIds).toEqual(['good']);
		expect(workflow.errors).toMatchObject([
			{
				message: expect.stringContaining('The messages of calls could not be read'),
				description: expect.stringContaining('bad: '),
			},
		]);
	});

	it('entries that are no objects are reported once, not at every poll', async () => {
		const workflow = await activated();
		ended('good', 2);
		const data = [null, 5, bench.fakeApi.store.calls.get('good')];
		bench.fakeApi.faults.add({ path: LIST, status: 200, body: { data } });
		for (let polls = 0; polls < 3; polls++) await workflow.poll();
		expect(workflow.callIds).toEqual(['good']);
		expect(workflow.errors).toMatchObject([{ description: 'null; 5' }]);
	});

	it('an odd entry or an unknown status holds up no other call, and fails no execution', async () => {
		const workflow = await activated();
		ended('good', 2);
		const good = bench.fakeApi.store.calls.get('good');
		const data = [
			{ id: 'odd', agent_id: 'jarvis', status: { type: 'expired' } },
			{ id: 'flat', agent_id: null, started_at: '2025-05-28T10:00:00', ended_at: null },
			{ id: 'bare', status: null },
			good,
		];
		bench.fakeApi.faults.add({ path: LIST, status: 200, body: { data } });
		await workflow.poll();
		await workflow.poll();
		expect(workflow.callIds).toEqual(['good']);
		expect(workflow.errors).toEqual([]);
	});

	it('a maintenance page instead of its messages does not count as its messages', async () => {
		const workflow = await activated();
		ended('c1', 2);
		bench.fakeApi.faults.add({ path: /messages/, rubbish: '<html>Maintenance</html>', times: 1 });
		await workflow.poll();
		await workflow.poll();
		expect(workflow.executions).toMatchObject([[{ call_id: 'c1', transcript: 'Agent: Hello!' }]]);
	});

	it('odd messages give an item with issues', async () => {
		const workflow = await activated();
		ended('c1', 2);
		const body = [{ sender: 'ai', message: null }, 5, { sender: 'user', message: 'Hi', id: 'm1' }];
		bench.fakeApi.faults.add({ path: /c1\/messages/, status: 200, body });
		await workflow.poll();
		const [[item] = []] = workflow.executions;
		expect(item).toMatchObject({
			call_id: 'c1',
			messages: [
				{ sender: 'agent', message: null, sent_at: null },
				{ sender: null, message: null, sent_at: null },
				{ sender: 'user', message: 'Hi', sent_at: null },
			],
			extra: { messages: [{}, 5, { id: 'm1' }] },
			issues: ['messages[1]: expected an object, got 5'],
		});
	});
});

describe('when the API is down', () => {
	const down = () => bench.fakeApi.faults.add({ status: 422, body: { detail: 'Down' } });

	it('reports that once, not at every poll, and then emits what was missed', async () => {
		const workflow = await activated();
		ended('c1', 1);
		down();
		for (let polls = 0; polls < 5; polls++) await workflow.poll();
		expect(workflow.errors).toHaveLength(1);
		bench.fakeApi.faults.clear();
		await workflow.poll();
		expect(workflow.callIds).toEqual(['c1']);
	});

	it('a person cannot publish the workflow, and reads why', async () => {
		bench.fakeApi.faults.add({ status: 401, body: { detail: 'Invalid API key' } });
		await expect(activated()).rejects.toThrow(/API key/);
	});

	it('n8n starts all the same, and calls that end meanwhile are emitted later', async () => {
		ended('before', 1);
		down();
		const workflow = new PollingWorkflow(bench.host);
		await workflow.activate('init');
		expect(workflow.errors).toHaveLength(1);
		const now = new Date(Date.now() + 1_000).toISOString();
		const status = { type: 'completed' as const, started_at: iso(0), ended_at: now };
		addCall(bench.fakeApi.store, { id: 'meanwhile', status });
		bench.fakeApi.faults.clear();
		await workflow.poll();
		expect(workflow.callIds).toEqual(['meanwhile']);
	});
});

it('although half of all requests fail, each of 20 calls comes once', async () => {
	const workflow = await activated();
	for (let number = 0; number < 20; number++) ended(`c${number}`, number);
	bench.fakeApi.faults.add({ every: 2, status: 503, headers: { 'retry-after': '0' } });
	for (let polls = 0; polls < 3; polls++) await workflow.poll();
	expect(workflow.callIds).toHaveLength(20);
	expect(new Set(workflow.callIds).size).toBe(20);
}, 60_000);

describe('a test run', () => {
	const runByHand = async (parameters = {}) =>
		await runNode({ ...bench.host, parameters, node: POLL_TRIGGER, mode: 'manual' });

	it('outputs the call that ended last, with two requests', async () => {
		ended('c1', 3);
		ended('c2', 9);
		ended('c3', 5);
		const task = await runByHand();
		expect(task.data?.main?.[0]).toMatchObject([{ json: { call_id: 'c2' } }]);
		expect(bench.asked).toHaveLength(2);
	});

	it('without a completed call says so', async () => {
		goingOn('c1');
		expect((await runByHand()).error?.message).toBe('There is no completed call yet');
	});

	it('names the filter if only other agents have completed calls', async () => {
		ended('c1', 1, { agent_id: 'another' });
		const agent = [{ agentId: { __rl: true, mode: 'id', value: 'jarvis' } }];
		const { error } = await runByHand({ filters: { agents: { agent } } });
		expect(error?.message).toBe("No completed call of the agents in 'Filters' → 'Agents'");
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
