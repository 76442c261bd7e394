/** Agents for one person: made from a template, and deleted together. */
import { locator } from '../support/samples/operations';
import { addAgent, addAvatar, addCall } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';

const bench = Bench.forTests();

const variables = (values: Record<string, string>) => ({
	variable: Object.entries(values).map(([name, value]) => ({ name, value })),
});

const fromTemplate = (values: Record<string, string>, more: object = {}) => ({
	...{ resource: 'agent', operation: 'createFromTemplate', name: 'Interview with Dana' },
	...{ templateAgentId: locator('template'), variables: variables(values), ...more },
});

const VALUES = {
	name: 'Dana "The Fox" O\'Neil\n\u202eשלום\u202c {{role}} $& 😀',
	role: 'x'.repeat(9_900),
};
const PROMPT = `Interview ${VALUES.name} as ${VALUES.role}.`;

describe.each(['current', 'older'] as const)('with the %s names of the API', (names) => {
	beforeEach(() => {
		const { store, settings } = bench.fakeApi;
		settings.names = names;
		addAvatar(store, { id: 'ada' });
		addAgent(store, {
			...{ id: 'template', avatar_id: 'ada', name: 'Template', language: 'de' },
			...{ system_prompt: 'Interview {{name}} as {{ role }}.', greeting: 'Hello {{ name }}!' },
			...{ llm: { type: 'openai', model: 'gpt-4.1' }, max_session_length_minutes: 20 },
			...{ capabilities: [{ type: 'webcam_vision' }], knowledge_file_ids: [] },
		});
	});

	test('a template is copied with any text in its variables', async () => {
		const [agent] = await bench.output(fromTemplate(VALUES));
		const expected = {
			...{ name: 'Interview with Dana', system_prompt: PROMPT, avatar_id: 'ada' },
			...{ greeting: `Hello ${VALUES.name}!`, language: 'de', max_session_length_minutes: 20 },
			...{ llm: { type: 'openai', model: 'gpt-4.1' } },
			...{ capabilities: [{ type: 'webcam_vision' }], knowledge_file_ids: [] },
		};
		expect(agent).toEqual({
			...expected,
			id: agent?.id,
			call_link: `https://bey.chat/${String(agent?.id)}`,
		});
		expect(bench.fakeApi.store.agents.get(String(agent?.id))).toMatchObject(expected);
		expect(bench.asked).toEqual(['GET /v1/agents/template', 'POST /v1/agents']);
	});

	test('two runs at the same time, of two items each, mix nothing up', async () => {
		const runs = ['a', 'b'].map(async (run) => {
			const input = [1, 2].map((number) => ({ json: { name: `${run}${number}` } }));
			const values = { name: '={{ $json.name }}', role: run };
			return await bench.output(fromTemplate(values, { name: '={{ $json.name }}' }), input);
		});
		const agents = (await Promise.all(runs)).flat();
		expect(agents.map(({ name, system_prompt }) => ({ name, system_prompt }))).toEqual(
			['a1', 'a2', 'b1', 'b2'].map((name) => ({
				...{ name, system_prompt: `Interview ${name} as ${name[0]}.` },
			})),
		);
		expect(bench.fakeApi.store.agents.size).toBe(5);
	});

	test('Delete Many finds the agents whose calls have all ended', async () => {
		const { store } = bench.fakeApi;
		for (const id of ['idle', 'busy', 'done', 'recent'])
			addAgent(store, { id, name: `Guest ${id}` });
		const ended = (ended_at: string) => ({
			status: { type: 'completed' as const, started_at: '2025-05-28T10:00:00Z', ended_at },
		});
		addCall(store, { agent_id: 'done', ...ended('2025-05-28T10:20:00Z') });
		addCall(store, { agent_id: 'done', ...ended('2025-05-28T10:10:00Z') });
		addCall(store, { agent_id: 'busy', ...ended('2025-05-28T10:10:00Z') });
		addCall(store, { agent_id: 'busy', status: { type: 'to_start' } });
		addCall(store, { agent_id: 'recent', ...ended(new Date().toISOString()) });
		const byCalls = { resource: 'agent', operation: 'deleteMany', deleteBy: 'finishedCalls' };
		const found = await bench.output(byCalls);
		expect(found.map(({ id }) => id)).toEqual(['recent', 'done']);
		const deleted = await bench.output({ ...byCalls, hoursSinceLastCall: 1, dryRun: false });
		expect(deleted).toEqual([
			{
				...{ name: 'Guest done', deleted: true, error: null, calls: 2, id: 'done' },
				last_call_ended_at: '2025-05-28T10:20:00Z',
			},
		]);
		expect([...store.agents.keys()]).toEqual(['template', 'idle', 'busy', 'recent']);
	});

	test.each([
		{
			what: 'a prefix whose expression returns nothing',
			parameters: { namePrefix: '={{ $json.nothing }}' },
			message: "'Name Prefix' is empty, so every agent whose calls have ended would be deleted",
		},
		{
			what: 'hours whose expression returns nothing',
			parameters: { namePrefix: '', hoursSinceLastCall: '={{ null }}' },
			message: "'Hours Since Last Call' must be a number",
		},
	])('Delete Many by calls refuses $what', async ({ parameters, message }) => {
		const byCalls = { resource: 'agent', operation: 'deleteMany', deleteBy: 'finishedCalls' };
		const { error } = await bench.run({ ...byCalls, ...parameters, dryRun: false });
		expect(error?.message).toBe(message);
		expect(bench.asked).toEqual([]);
	});
});

describe('with a knowledge text', () => {
	const withText = (more: object = {}) =>
		fromTemplate({}, { additionalFields: { knowledgeText: 'Her CV', ...more } });

	beforeEach(() => {
		const { store } = bench.fakeApi;
		addAvatar(store, { id: 'ada' });
		for (const id of ['old', 'other']) {
			store.knowledgeFiles.set(id, {
				...{ id, name: id, format: 'text', status: 'available', text: 'Old' },
				...{ expectedChunks: 0, chunks: new Map() },
			});
		}
		addAgent(store, { id: 'template', avatar_id: 'ada', knowledge_file_ids: ['old'] });
	});

	const created = () => [...bench.fakeApi.store.knowledgeFiles.values()].at(-1);

	test.each([
		{ from: 'the template', more: {}, first: 'old' },
		{
			from: 'Further Fields',
			more: { furtherFields: { knowledge_file_ids: ['other'] } },
			first: 'other',
		},
	])('the file is attached beside those of $from', async ({ more, first }) => {
		const [agent] = await bench.output(withText(more));
		expect(created()).toMatchObject({ name: 'Interview with Dana', text: 'Her CV' });
		expect(agent).toMatchObject({ knowledge_file_ids: [first, created()?.id] });
		expect(bench.asked.slice(1)).toEqual(['POST /v1/knowledge-files', 'POST /v1/agents']);
	});

	test('the file is deleted again if the agent is refused, and the error says so', async () => {
		const { error } = await bench.run(withText({ furtherFields: { mood: 'good' } }));
		expect(error?.message).toMatch(
			/^Beyond Presence rejected .*; the knowledge file "[\w-]+", created for it, was deleted again$/,
		);
		expect(bench.fakeApi.store.knowledgeFiles.size).toBe(2);
	});

	test('the error names a file that could not be deleted', async () => {
		bench.fakeApi.faults.add({ method: 'DELETE', path: /knowledge/, status: 403, body: {} });
		const { error } = await bench.run(withText({ furtherFields: { mood: 'good' } }));
		expect(error?.message).toContain(
			`; the knowledge file "${created()?.id}" was created and could not be deleted: `,
		);
	});

	test('the file is kept if nobody knows whether there is an agent', async () => {
		bench.fakeApi.faults.add({ method: 'POST', path: /agents$/, loseResponse: true });
		const { error } = await bench.run(withText());
		expect(error?.message).toContain(
			`; the knowledge file "${created()?.id}" was created and kept, because the agent may exist`,
		);
		expect(bench.fakeApi.store.agents.size).toBe(2);
	});

	test('no file is created if a variable has no value', async () => {
		addAgent(bench.fakeApi.store, { id: 'template', system_prompt: '{{a}} {{b}}' });
		const { error } = await bench.run(withText());
		expect(error?.message).toBe("The template needs a value for 'a', 'b'");
		expect(bench.fakeApi.store.knowledgeFiles.size).toBe(2);
	});
});

test('a variable that is given twice is refused before anything is asked', async () => {
	const rows = ['1', '2'].map((value) => ({ name: 'a', value }));
	const { error } = await bench.run(fromTemplate({}, { variables: { variable: rows } }));
	expect(error?.message).toBe("'Variables → Variable' must not have the same name twice");
	expect(bench.asked).toEqual([]);
});

describe('Delete Many by name', () => {
	const byName = { resource: 'agent', operation: 'deleteMany', namePrefix: 'Guest ' };

	beforeEach(() => {
		const { store } = bench.fakeApi;
		for (let number = 0; number < 60; number++) {
			addAgent(store, { id: `g${number}`, name: `Guest ${number}` });
		}
		for (const name of ['guest x', 'A Guest ', 'Guestbook']) addAgent(store, { id: name, name });
	});

	test('a dry run, which is the default, deletes nothing', async () => {
		const found = await bench.output(byName);
		expect(found).toHaveLength(50);
		expect(found[0]).toEqual({
			...{ name: 'Guest 59', deleted: false, error: null },
			...{ calls: null, last_call_ended_at: null, id: 'g59' },
		});
		expect(bench.fakeApi.store.agents.size).toBe(63);
		expect(bench.asked).toEqual(['GET /v1/agents', 'GET /v1/agents']);
	});

	test('a real run deletes no more than it may, and no agent with another name', async () => {
		const deleted = await bench.output({ ...byName, maxAgents: 60, dryRun: false });
		expect(deleted.every((each) => each.deleted === true)).toBe(true);
		expect(deleted).toHaveLength(60);
		const left = [...bench.fakeApi.store.agents.keys()];
		expect(left).toEqual(['guest x', 'A Guest ', 'Guestbook']);
	});

	test('reading stops when enough are found', async () => {
		expect(await bench.output({ ...byName, maxAgents: 3 })).toHaveLength(3);
		expect(bench.asked).toEqual(['GET /v1/agents']);
	});

	test('one that cannot be deleted stops no other', async () => {
		bench.fakeApi.faults.add({ method: 'DELETE', path: /\/g58$/, status: 403, body: {} });
		const deleted = await bench.output({ ...byName, maxAgents: 3, dryRun: false });
		expect(deleted).toMatchObject([
			{ id: 'g59', deleted: true, error: null },
			{
				id: 'g58',
				deleted: false,
				error: "Your Beyond Presence plan or API key doesn't allow this",
			},
			{ id: 'g57', deleted: true, error: null },
		]);
	});

	test.each(['', ' ', '\n', '={{ null }}', '={{ undefined }}'])(
		'the prefix "%s" is refused and deletes nothing',
		async (namePrefix) => {
			const { error } = await bench.run({ ...byName, namePrefix, dryRun: false });
			expect(error?.message).toBe("'Name Prefix' is empty, so every agent would be deleted");
			expect(bench.asked).toEqual([]);
		},
	);

	test('a dry run that an expression leaves open is one', async () => {
		await bench.output({ ...byName, dryRun: '={{ null }}' });
		expect(bench.fakeApi.store.agents.size).toBe(63);
	});

	test('a dry run may be given as text', async () => {
		const dry = await bench.output({ ...byName, dryRun: '={{ "true" }}' });
		expect(dry.some(({ deleted }) => deleted)).toBe(false);
		await bench.output({ ...byName, maxAgents: 1, dryRun: '={{ "false" }}' });
		expect(bench.fakeApi.store.agents.size).toBe(62);
	});
});
