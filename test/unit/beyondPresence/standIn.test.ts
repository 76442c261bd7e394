/** The stand-in for the API follows the published document. */
import * as z from 'zod/v4';
import { startStandIn, type StandIn } from '../../support/fakeApi/server';
import { addAgent, addAvatar, addCall } from '../../support/fakeApi/store';
import { fillWithSample } from '../../support/fakeApi/sample';

const pageSchema = z.object({
	data: z.array(z.object({ id: z.string() })),
	has_more: z.boolean(),
	next_cursor: z.string().optional(),
});

let standIn: StandIn;

beforeEach(async () => {
	standIn = await startStandIn();
});
afterEach(async () => await standIn.stop());

async function ask(method: string, path: string, body?: unknown, apiKey = standIn.apiKey) {
	const answer = await fetch(`${standIn.url}${path}`, {
		method,
		headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	const json: unknown = text === '' ? undefined : JSON.parse(text);
	return { status: answer.status, json };
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
		standIn.settings.order = order;
		for (let number = 0; number < 25; number++) addCall(standIn.store, { id: `c${number}` });
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const { json } = await ask('GET', `/v1/calls?limit=10${cursor ? `&cursor=${cursor}` : ''}`);
			const page = pageSchema.parse(json);
			seen.push(...page.data.map(({ id }) => id));
			cursor = page.next_cursor;
			if (order === 'newestFirst') addCall(standIn.store);
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
	expect(await ask('GET', `/v1/calls?${query}`)).toMatchObject({
		status: 422,
		json: {
			detail: [{ loc: ['query', field], msg: expect.any(String), type: expect.any(String) }],
		},
	});
});

test('it refuses a body as the framework of the API does', async () => {
	const { id } = addAvatar(standIn.store);
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
	{ method: 'DELETE', path: '/v1/calls/any', status: 405, detail: 'Method Not Allowed' },
])('it answers $method $path with $status', async ({ method, path, status, detail }) => {
	expect(await ask(method, path)).toEqual({ status, json: { detail } });
});

test('it never gives a key or a token out again', async () => {
	const { id } = addAvatar(standIn.store);
	const api = { name: 'LLM', url: 'https://llm.example.com', api_key: 'sk-other' };
	const session = { avatar_id: id, url: 'wss://rooms.example.com', token: 'secret' };
	const answers = [
		await ask('POST', '/v1/external-apis', api),
		await ask('POST', '/v1/sessions', session),
		await ask('GET', '/v1/external-apis'),
		await ask('GET', '/v1/sessions'),
	];
	expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 200]);
	expect(JSON.stringify(answers)).not.toMatch(/sk-other|secret/);
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
	addAgent(standIn.store, { id: 'jarvis' });
	standIn.faults.add({ path: /jarvis/, times: 2, every: 2, status: 503 });
	const statuses: number[] = [];
	for (let number = 0; number < 6; number++) {
		statuses.push((await ask('GET', '/v1/agents/jarvis')).status);
	}
	expect(statuses).toEqual([200, 503, 200, 503, 200, 200]);
	expect(standIn.requests).toHaveLength(6);
});

test('an answer can be late', async () => {
	standIn.faults.add({ delayMs: 50 });
	const start = Date.now();
	await ask('GET', '/v1/auth/verify');
	expect(Date.now() - start).toBeGreaterThanOrEqual(45);
});

test('a connection can be lost', async () => {
	standIn.faults.add({ disconnect: true });
	await expect(ask('GET', '/v1/auth/verify')).rejects.toThrow();
});

test('the sample has calls of every kind', () => {
	fillWithSample(standIn.store, new Date('2025-05-28T12:00:00Z'));
	const states = [...standIn.store.calls.values()].map(({ status }) => status.type);
	expect(states).toEqual(['completed', 'ongoing', 'to_start']);
});
