/** What a user sees when something fails. */
import type { INodeParameters } from 'n8n-workflow';
import { benchWithJarvis, createAgent, errorOf, getJarvis, agentById } from './support/jarvis';
import { runNode } from './support/runNode';

const bench = benchWithJarvis();

describe('a response of the API that is an error', () => {
	test('names the credential when the key is wrong', async () => {
		const credentials = { apiKey: 'sk-wrong', baseUrl: bench.fakeApi.url };
		const { error } = await runNode({ ...bench.host, credentials, parameters: getJarvis });
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '401',
			message: 'Beyond Presence rejected the API key',
			description:
				'Beyond Presence says: Invalid API key. Open the credential of this node and enter an API key from Studio (bey.studio/settings).',
		});
		expect(JSON.stringify(error)).not.toContain('sk-wrong');
	});

	test('does not repeat the key, if the response does', async () => {
		const { apiKey } = bench.fakeApi;
		bench.fakeApi.faults.add({ status: 401, body: { detail: `Invalid API key ${apiKey}` } });
		const { description } = await errorOf(bench, getJarvis);
		expect(description).toContain('Beyond Presence says: Invalid API key ***. Open the credential');
	});

	test('names the object that was not found', async () => {
		expect(await errorOf(bench, { ...getJarvis, agentId: agentById('nobody') })).toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			message: 'The agent "nobody" was not found',
			description:
				'Beyond Presence says: Agent not found. Check the ID, and that the agent belongs to the account of the API key.',
		});
	});

	test('names the field that was refused', async () => {
		const llm = { settings: { type: 'openai', openaiModel: 'gpt-1' } };
		const error = await errorOf(bench, { ...createAgent, additionalFields: { llm } });
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '422' });
		expect(error.message).toMatch(/^Beyond Presence rejected 'llm\.model': /);
		expect(error.description).toBe('Fix the field in this node, then run it again.');
	});

	test('says that a redirect was not followed, so that the key goes nowhere else', async () => {
		const location = 'https://elsewhere.invalid/';
		bench.fakeApi.faults.add({ status: 307, headers: { location } });
		const { message, description } = await errorOf(bench, getJarvis);
		expect(message).toBe('Beyond Presence redirected the request to another address (HTTP 307)');
		expect(description).toContain(bench.fakeApi.url);
	});

	test('says so when the response is not as documented', async () => {
		bench.fakeApi.faults.add({ rubbish: '<html>Welcome</html>' });
		const { message, description } = await errorOf(bench, getJarvis);
		expect(message).toBe('Beyond Presence responded to GET /v1/agents/jarvis in an unknown format');
		expect(description).toContain("'response' must be an object");
	});
});

describe('a parameter that cannot be right', () => {
	const wrong: Array<{ what: string; parameters: INodeParameters; message: string }> = [
		{
			what: 'a name that is too long',
			parameters: { ...createAgent, name: 'x'.repeat(101) },
			message: "'Name' must have at most 100 characters",
		},
		{
			what: 'a system prompt whose expression returns nothing',
			parameters: { ...createAgent, systemPrompt: '={{ "" }}' },
			message: "'System Prompt' must not be empty",
		},
		{
			what: 'a session that is too long',
			parameters: { ...createAgent, additionalFields: { maxSessionLengthMinutes: 91 } },
			message: "'Max Session Length Minutes' must be at most 90",
		},
		{
			what: 'an avatar whose expression returns blanks',
			parameters: {
				...{ resource: 'session', operation: 'create', avatarId: agentById('={{ " " }}') },
				...{ url: 'wss://rooms.example.com', token: 'token' },
			},
			message: "'Avatar' must not be empty",
		},
		{
			what: 'a tag whose expression returns an object',
			parameters: {
				...{ resource: 'call', operation: 'create', agentId: agentById('jarvis') },
				additionalFields: { tags: { tag: [{ name: 'a', value: '={{ ({ b: 1 }) }}' }] } },
			},
			message: "'Additional Fields → Tags → Tag → 1 → Value' must be a string, got an object",
		},
		{
			what: 'an ID whose expression returns an empty string',
			parameters: { ...getJarvis, agentId: agentById('={{ "" }}') },
			message: 'The ID of the agent is missing',
		},
		{
			what: 'an ID whose expression returns undefined',
			parameters: { ...getJarvis, operation: 'delete', agentId: agentById('={{ undefined }}') },
			message: 'The ID of the agent is missing',
		},
		{
			what: 'an ID whose expression returns null',
			parameters: { ...getJarvis, operation: 'delete', agentId: agentById('={{ null }}') },
			message: 'The ID of the agent is missing',
		},
		{
			what: 'a session without an ID',
			parameters: { resource: 'session', operation: 'get', sessionId: '={{ undefined }}' },
			message: 'The ID of the session is missing',
		},
		{
			what: 'an ID that would point elsewhere',
			parameters: { ...getJarvis, operation: 'delete', agentId: agentById('..') },
			message: 'The ID of the agent is missing',
		},
		{
			what: 'a prompt whose expression returns an object',
			parameters: { ...createAgent, systemPrompt: '={{ { a: 1 } }}' },
			message: "'System Prompt' must be a string, got an object",
		},
		{
			what: 'a field beyond the form that is no JSON',
			parameters: { ...createAgent, additionalFields: { furtherFields: '{"a":' } },
			message:
				'\'Additional Fields → Further Fields\' must be a JSON object such as {"new_field": "value"}, got text that is not JSON',
		},
		{
			what: 'wake-up mode without a phrase',
			parameters: {
				...createAgent,
				additionalFields: { capabilities: { capability: [{ type: 'wakeup_mode' }] } },
			},
			message:
				"'Capabilities → Capability → 1 → Triggers' must have at least one phrase, or the agent would never respond",
		},
		{
			what: 'an update of nothing but null',
			parameters: {
				...getJarvis,
				operation: 'update',
				updateFields: { name: '={{ null }}', greeting: '={{ null }}' },
			},
			message: 'There is nothing to update',
		},
		{
			what: 'an update of nothing',
			parameters: { ...getJarvis, operation: 'update' },
			message: 'There is nothing to update',
		},
	];

	test.each(wrong)('$what is refused before anything is sent', async ({ parameters, message }) => {
		expect(await errorOf(bench, parameters)).toMatchObject({ name: 'NodeOperationError', message });
		expect(bench.asked).toEqual([]);
	});
});

describe('with the node set to continue on fail', () => {
	const input = ['jarvis', 'nobody', 'jarvis'].map((id) => ({ json: { id } }));
	/** IDs that differ by item without an expression: the item that fails has trouble of its own. */
	const failSecond = () =>
		bench.fakeApi.faults.add({ every: 2, times: 1, status: 404, body: { detail: 'Gone' } });

	test('each output item stays paired with its input item', async () => {
		failSecond();
		const options = { input, onError: 'continueRegularOutput' as const };
		const items = (await bench.run(getJarvis, options)).data?.main?.[0] ?? [];
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items.map(({ json }) => json.error)).toEqual([
			undefined,
			'The agent "jarvis" was not found',
			undefined,
		]);
	});

	test('failed items leave by the error output', async () => {
		failSecond();
		const task = await bench.run(getJarvis, { input, onError: 'continueErrorOutput' });
		const [good, bad] = task.data?.main ?? [];
		expect(good).toHaveLength(2);
		expect(bad?.map(({ json }) => json.error)).toEqual(['The agent "jarvis" was not found']);
	});
});

test('without it, the error names the item that failed', async () => {
	bench.fakeApi.faults.add({ every: 2, times: 1, status: 404 });
	const task = await bench.run(getJarvis, { input: [{ json: {} }, { json: {} }] });
	expect(task.error?.context?.itemIndex).toBe(1);
});
