/** The fake API follows the published document. */
import * as z from 'zod/v4';
import { startFakeApi, type FakeApi } from '../../support/fakeApi/server';
import { pastCalls } from '../../support/fakeApi/pastCalls';
import { addAgent, addAvatar, addCall } from '../../support/fakeApi/store';
import { fillWithSample } from '../../support/fakeApi/sample';

const pageSchema = z.object({
	data: z.array(z.object({ id: z.string() })),
	has_more: z.boolean(),
	next_cursor: z.string().optional(),
});

let fakeApi: FakeApi;

beforeEach(async () => {
	fakeApi = await startFakeApi();
});
afterEach(async () => await fakeApi.stop());

async function ask(method: string, path: string, body?: unknown, apiKey = fakeApi.apiKey) {
	const response = await fetch(`${fakeApi.url}${path}`, {
		method,
		headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	const json: unknown = text === '' ? undefined : JSON.parse(text);
	return { status: response.status, json };
}

test('it verifies the key', async () => {
	expect(await ask('GET', '/v1/auth/verify')).toEqual({ status: 204, json: undefined });
	expect(await ask('GET', '/v1/auth/verify', undefined, 'sk-wrong')).toEqual({
		status: 401,
		json: { detail: 'Invalid API key' },
	});
});

test.each(['newestFirst', 'oldestFirst', 'shuffled'] as const)(
	'it lists each object once, %s, even where objects are added meanwhile',
	async (order) => {
		fakeApi.settings.order = order;
		for (let number = 0; number < 25; number++) addCall(fakeApi.store, { id: `c${number}` });
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const { json } = await ask(
				'GET',
				`/v1/conversations?limit=10${cursor ? `&cursor=${cursor}` : ''}`,
			);
			const page = pageSchema.parse(json);
			seen.push(...page.data.map(({ id }) => id));
			cursor = page.next_cursor;
			if (order === 'newestFirst') addCall(fakeApi.store);
		} while (cursor !== undefined);
		expect(seen).toHaveLength(25);
		expect(new Set(seen).size).toBe(25);
	},
);

test.each([
	{ query: 'limit=0', field: 'limit' },
	{ query: 'limit=51', field: 'limit' },
	{ query: 'limit=many', field: 'limit' },
	{ query: 'cursor=nonsense', field: 'cursor' },
])('it refuses the query $query', async ({ query, field }) => {
	expect(await ask('GET', `/v1/conversations?${query}`)).toMatchObject({
		status: 422,
		json: {
			detail: [{ loc: ['query', field], msg: expect.any(String), type: expect.any(String) }],
		},
	});
});

test('a past of a million calls is listed after the others, page by page', async () => {
	const past = pastCalls({ count: 1_000_000, agentId: 'jarvis', endedAt: Date.UTC(2025, 4, 1) });
	fakeApi.store.calls.beginWith(past);
	addCall(fakeApi.store, { id: 'new' });
	const start = Date.now();
	const first = pageSchema.parse((await ask('GET', '/v1/conversations?limit=2')).json);
	expect(first.data.map(({ id }) => id)).toEqual(['new', 'past-999999']);
	const next = `/v1/conversations?limit=2&cursor=${first.next_cursor}`;
	const second = pageSchema.parse((await ask('GET', next)).json);
	expect(second.data.map(({ id }) => id)).toEqual(['past-999998', 'past-999997']);
	expect(await ask('GET', '/v1/conversations/past-0')).toMatchObject({
		status: 200,
		json: { user_name: 'User 0', status: { type: 'completed' } },
	});
	expect((await ask('GET', '/v1/conversations/past-0/messages')).json).toHaveLength(2);
	expect((await ask('GET', '/v1/conversations/past-1000000')).status).toBe(404);
	expect(Date.now() - start).toBeLessThan(1_000);
});

describe('by its older names', () => {
	beforeEach(() => {
		fakeApi.settings.names = 'older';
		addCall(fakeApi.store, { id: 'call', agent_id: addAgent(fakeApi.store, { id: 'jarvis' }).id });
	});

	test.each([
		{ method: 'GET', path: '/v1/calls', status: 200 },
		{ method: 'GET', path: '/v1/calls/call', status: 200 },
		{ method: 'GET', path: '/v1/calls/call/messages', status: 200 },
		{ method: 'POST', path: '/v1/calls', body: { agent_id: 'jarvis' }, status: 201 },
		{ method: 'GET', path: '/v1/conversations', status: 404 },
		{ method: 'POST', path: '/v1/livekit-rooms', body: { agent_id: 'jarvis' }, status: 404 },
		{ method: 'GET', path: '/v1/usage', status: 404 },
	])('it responds to $method $path with $status', async ({ method, path, body, status }) => {
		expect((await ask(method, path, body)).status).toBe(status);
	});
});

test('by its current names it does not know the older ones', async () => {
	expect(await ask('GET', '/v1/calls')).toEqual({ status: 404, json: { detail: 'Not Found' } });
});

test('it refuses a body as the framework of the API does', async () => {
	const { id } = addAvatar(fakeApi.store);
	const body = { avatar_id: id, system_prompt: 'x'.repeat(10_001), colour: 'red' };
	expect(await ask('POST', '/v1/agents', body)).toEqual({
		status: 422,
		json: {
			detail: [
				{ loc: ['body', 'name'], msg: 'Field required', type: 'missing' },
				{
					loc: ['body', 'system_prompt'],
					msg: 'String should have at most 10000 characters',
					type: 'value_error',
				},
				{
					loc: ['body', 'colour'],
					msg: 'Extra inputs are not permitted',
					type: 'extra_forbidden',
				},
			],
		},
	});
});

test.each([
	{ method: 'GET', path: '/v1/agents/nobody', status: 404, detail: 'Agent not found' },
	{
		method: 'DELETE',
		path: '/v1/external-apis/none',
		status: 404,
		detail: 'External API not found',
	},
	{ method: 'GET', path: '/v2/agents', status: 404, detail: 'Not Found' },
	{ method: 'DELETE', path: '/v1/conversations/any', status: 405, detail: 'Method Not Allowed' },
])('it responds to $method $path with $status', async ({ method, path, status, detail }) => {
	expect(await ask(method, path)).toEqual({ status, json: { detail } });
});

test('it never returns a key or a token', async () => {
	const { id } = addAvatar(fakeApi.store);
	const api = { name: 'LLM', url: 'https://llm.example.com', api_key: 'sk-other' };
	const session = { avatar_id: id, url: 'wss://rooms.example.com', token: 'secret' };
	const responses = [
		await ask('POST', '/v1/external-apis', api),
		await ask('POST', '/v1/sessions', session),
		await ask('GET', '/v1/external-apis'),
		await ask('GET', '/v1/sessions'),
	];
	expect(responses.map(({ status }) => status)).toEqual([201, 201, 200, 200]);
	expect(JSON.stringify(responses)).not.toMatch(/sk-other|secret/);
});

test('a PDF can only be submitted when all its chunks are there', async () => {
	const { json } = await ask('POST', '/v1/knowledge-files', {
		name: 'Guide',
		format: 'pdf',
		upload_num_chunks: 2,
	});
	const { id } = z.object({ id: z.string() }).parse(json);
	expect(await ask('POST', `/v1/knowledge-files/${id}/submit`)).toMatchObject({
		status: 422,
		json: { detail: [{ msg: 'Chunk 0 is missing' }] },
	});
});

test('trouble comes on demand, for as many requests as asked', async () => {
	addAgent(fakeApi.store, { id: 'jarvis' });
	fakeApi.faults.add({ path: /jarvis/, times: 2, every: 2, status: 503 });
	const statuses: number[] = [];
	for (let number = 0; number < 6; number++) {
		statuses.push((await ask('GET', '/v1/agents/jarvis')).status);
	}
	expect(statuses).toEqual([200, 503, 200, 503, 200, 200]);
	expect(fakeApi.requests).toHaveLength(6);
});

test('trouble can begin later', async () => {
	addAgent(fakeApi.store, { id: 'jarvis' });
	fakeApi.faults.add({ after: 2, times: 1, status: 429, headers: { 'retry-after': '1' } });
	const statuses: number[] = [];
	for (let number = 0; number < 4; number++) {
		statuses.push((await ask('GET', '/v1/agents/jarvis')).status);
	}
	expect(statuses).toEqual([200, 200, 429, 200]);
});

test('a response can be late', async () => {
	fakeApi.settings.delayMs = 25;
	fakeApi.faults.add({ delayMs: 25 });
	const start = Date.now();
	await ask('GET', '/v1/auth/verify');
	expect(Date.now() - start).toBeGreaterThanOrEqual(45);
});

test('a connection can be lost', async () => {
	fakeApi.faults.add({ disconnect: true });
	await expect(ask('GET', '/v1/auth/verify')).rejects.toThrow();
});

test('the sample has calls of every kind', () => {
	fillWithSample(fakeApi.store, new Date('2025-05-28T12:00:00Z'));
	const states = [...fakeApi.store.calls.values()].map(({ status }) => status.type);
	expect(states).toEqual(['completed', 'ongoing', 'to_start']);
});
