/** What a user sees when something is wrong, and which requests are sent again. */
import type { INodeParameters } from 'n8n-workflow';
import { addAgent, addAvatar } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';
import { runNode } from './support/runNode';

const bench = Bench.forTests();
beforeEach(() => {
	addAvatar(bench.standIn.store, { id: 'ada' });
	addAgent(bench.standIn.store, { id: 'jarvis', avatar_id: 'ada' });
});

const agentById = (value: string) => ({ __rl: true, mode: 'id', value });
const getJarvis = { resource: 'agent', operation: 'get', agentId: agentById('jarvis') };
const createAgent = {
	resource: 'agent',
	operation: 'create',
	name: 'Hal',
	avatarId: agentById('ada'),
	systemPrompt: 'Be kind.',
};

/** The error of a run that is expected to fail. */
async function errorOf(parameters: INodeParameters) {
	const { error } = await bench.run(parameters);
	if (error === undefined) throw new Error('The run did not fail');
	return error;
}

describe('an answer of the API that is an error', () => {
	test('names the credential when the key is wrong', async () => {
		const credentials = { apiKey: 'sk-wrong', baseUrl: bench.standIn.url };
		const { error } = await runNode({ ...bench.host, credentials, parameters: getJarvis });
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '401',
			message: 'Beyond Presence did not accept the API key',
			description:
				'Beyond Presence says: Invalid API key. Open the credential of this node and enter a valid API key of your Beyond Presence account.',
		});
		expect(JSON.stringify(error)).not.toContain('sk-wrong');
	});

	test('names the object that was not found', async () => {
		expect(await errorOf({ ...getJarvis, agentId: agentById('nobody') })).toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			message: 'The agent "nobody" was not found',
			description:
				'Beyond Presence says: Agent not found. Check the ID, and that the agent belongs to the account of the API key.',
		});
	});

	test('names the field that was refused', async () => {
		const llm = { settings: { type: 'openai', openaiModel: 'gpt-1' } };
		const error = await errorOf({ ...createAgent, additionalFields: { llm } });
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '422' });
		expect(error.message).toMatch(/^Beyond Presence did not accept "llm\.model": /);
		expect(error.description).toMatch(/Correct the field in this node, then run it again\.$/);
	});

	test('says that a redirect was not followed, so that the key goes nowhere else', async () => {
		const location = 'https://elsewhere.invalid/';
		bench.standIn.faults.add({ status: 307, headers: { location } });
		const { message, description } = await errorOf(getJarvis);
		expect(message).toBe('Beyond Presence sent the request to another address (HTTP 307)');
		expect(description).toContain(bench.standIn.url);
	});

	test('says so when the answer is not what the document promises', async () => {
		bench.standIn.faults.add({ rubbish: '<html>Welcome</html>' });
		const { message, description } = await errorOf(getJarvis);
		expect(message).toBe('Beyond Presence answered GET /v1/agents/jarvis in an unknown shape');
		expect(description).toContain('expected an object');
	});
});

describe('a parameter that cannot be right', () => {
	const wrong: Array<{ what: string; parameters: INodeParameters; message: string }> = [
		{
			what: 'a name that is too long',
			parameters: { ...createAgent, name: 'x'.repeat(101) },
			message: 'Name: must have at most 100 characters',
		},
		{
			what: 'a system prompt whose expression gives nothing',
			parameters: { ...createAgent, systemPrompt: '={{ "" }}' },
			message: 'System Prompt: must not be empty',
		},
		{
			what: 'a session that is too long',
			parameters: { ...createAgent, additionalFields: { maxSessionLengthMinutes: 91 } },
			message: 'Max Session Length Minutes: must be at most 90',
		},
		{
			what: 'an ID whose expression gives nothing',
			parameters: { ...getJarvis, agentId: agentById('={{ "" }}') },
			message: 'The ID of the agent is missing',
		},
		{
			what: 'an ID whose expression gives undefined',
			parameters: { ...getJarvis, operation: 'delete', agentId: agentById('={{ undefined }}') },
			message: 'The ID of the agent is missing',
		},
		{
			what: 'an ID whose expression gives null',
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
			what: 'an update of nothing',
			parameters: { ...getJarvis, operation: 'update' },
			message: 'There is nothing to update',
		},
	];

	test.each(wrong)('$what is refused before anything is sent', async ({ parameters, message }) => {
		expect(await errorOf(parameters)).toMatchObject({ name: 'NodeOperationError', message });
		expect(bench.asked).toEqual([]);
	});
});

describe('trouble that may pass', () => {
	test.each([429, 500, 503])('a GET that meets %i is sent again', async (status) => {
		bench.standIn.faults.add({ status, times: 1 });
		expect(await bench.output(getJarvis)).toMatchObject([{ id: 'jarvis' }]);
		expect(bench.asked).toHaveLength(2);
	});

	test('a GET whose connection is lost is sent again', async () => {
		bench.standIn.faults.add({ disconnect: true, times: 1 });
		expect(await bench.output(getJarvis)).toMatchObject([{ id: 'jarvis' }]);
		expect(bench.asked).toHaveLength(2);
	});

	test('a GET waits as long as the API asks for', async () => {
		bench.standIn.faults.add({ status: 429, times: 1, headers: { 'retry-after': '1' } });
		const start = Date.now();
		await bench.output(getJarvis);
		expect(Date.now() - start).toBeGreaterThanOrEqual(990);
	});

	test('a GET is given up after four attempts', async () => {
		bench.standIn.faults.add({ status: 503, body: { detail: 'Down for maintenance' } });
		expect(await errorOf(getJarvis)).toMatchObject({
			name: 'NodeApiError',
			httpCode: '503',
			message: 'Beyond Presence could not process the request (HTTP 503)',
			description:
				'Beyond Presence says: Down for maintenance. The request was sent 4 times. Try again later.',
		});
		expect(bench.asked).toHaveLength(4);
	});

	const unsafe: Array<{ method: string; parameters: INodeParameters }> = [
		{ method: 'POST', parameters: createAgent },
		{
			method: 'PATCH',
			parameters: { ...getJarvis, operation: 'update', updateFields: { name: 'Hal' } },
		},
		{ method: 'DELETE', parameters: { ...getJarvis, operation: 'delete' } },
	];

	test.each(unsafe)('a $method is never sent again', async ({ method, parameters }) => {
		bench.standIn.faults.add({ method, status: 500, times: 1 });
		const { description } = await errorOf(parameters);
		expect(bench.asked).toHaveLength(1);
		expect(description).toContain('The request was not sent again');
	});

	test('a POST whose connection is lost is not sent again', async () => {
		bench.standIn.faults.add({ disconnect: true, times: 1 });
		const { message } = await errorOf(createAgent);
		expect(message).toBe(`Could not reach Beyond Presence at ${bench.standIn.url}`);
		expect(bench.asked).toHaveLength(1);
	});
});

describe('with the node set to continue on fail', () => {
	const input = ['jarvis', 'nobody', 'jarvis'].map((id) => ({ json: { id } }));
	/** IDs that differ by item without an expression: the item that fails has trouble of its own. */
	const failSecond = () =>
		bench.standIn.faults.add({ every: 2, times: 1, status: 404, body: { detail: 'Gone' } });

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
	bench.standIn.faults.add({ every: 2, times: 1, status: 404 });
	const task = await bench.run(getJarvis, { input: [{ json: {} }, { json: {} }] });
	expect(task.error?.context?.itemIndex).toBe(1);
});
