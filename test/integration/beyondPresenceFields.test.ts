/** The fields of the built action node's form, and what of them reaches the fake API. */
import { fillAccount, locator } from '../support/samples/operations';
import type { Store } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';
import { getJarvis } from './support/jarvis';

const bench = Bench.forTests();
let store: Store;
beforeEach(() => {
	store = bench.fakeApi.store;
	fillAccount(store);
});

test('further fields reach the API as they are, and last', async () => {
	const additionalFields = {
		greeting: 'Hello!',
		furtherFields: '{"greeting":"Hi!","language":null}',
	};
	const required = { name: 'Hal', avatarId: locator('ada'), systemPrompt: 'Be kind.' };
	await bench.output({ resource: 'agent', operation: 'create', ...required, additionalFields });
	expect(bench.fakeApi.requests[0]?.body).toEqual({
		name: 'Hal',
		avatar_id: 'ada',
		system_prompt: 'Be kind.',
		greeting: 'Hi!',
		language: null,
	});
});

test('an ElevenLabs API is created without a URL, with the fields that the form lacks', async () => {
	bench.fakeApi.faults.add({ method: 'POST', status: 201, body: { id: 'e', type: 'elevenlabs' } });
	await bench.output({
		...{ resource: 'externalApi', operation: 'create', type: 'elevenlabs' },
		...{ name: 'Voices', apiKey: 'sk-voice' },
		additionalFields: { furtherFields: '={{ { region: "eu" } }}' },
	});
	expect(bench.fakeApi.requests[0]?.body).toEqual({
		...{ type: 'elevenlabs', name: 'Voices', api_key: 'sk-voice', region: 'eu' },
	});
});

test('null inside further fields is sent, also if an expression returns an object', async () => {
	bench.fakeApi.faults.add({ method: 'PATCH', status: 204 });
	const furtherFields = '={{ ({ language: null, new_field: [null, { a: null }] }) }}';
	await bench.output({ ...getJarvis, operation: 'update', updateFields: { furtherFields } });
	const update = bench.fakeApi.requests.find(({ method }) => method === 'PATCH');
	expect(update?.body).toEqual({ language: null, new_field: [null, { a: null }] });
});

test('null leaves every optional field as it is', async () => {
	const NOTHING = '={{ null }}';
	await bench.output({
		...{ resource: 'call', operation: 'create', agentId: locator('jarvis') },
		additionalFields: {
			...{ userName: NOTHING, userEmail: NOTHING, furtherFields: NOTHING },
			tags: {
				tag: [
					{ name: 'a', value: NOTHING },
					{ name: 'b', value: 'c' },
				],
			},
		},
	});
	expect(bench.fakeApi.requests.at(-1)?.body).toEqual({ agent_id: 'jarvis', tags: { b: 'c' } });

	const required = { name: 'Hal', avatarId: locator('ada'), systemPrompt: 'Be kind.' };
	await bench.output({
		...{ resource: 'agent', operation: 'create', ...required },
		additionalFields: {
			...{ greeting: NOTHING, language: NOTHING, maxSessionLengthMinutes: NOTHING },
			capabilities: { capability: [{ type: NOTHING }] },
			knowledgeFiles: { file: [{ knowledgeFileId: locator(NOTHING) }] },
			llm: { settings: { type: NOTHING } },
			tts: { settings: { type: 'elevenlabs', voice: NOTHING } },
		},
	});
	expect(bench.fakeApi.requests.at(-1)?.body).toEqual({
		...{ name: 'Hal', avatar_id: 'ada', system_prompt: 'Be kind.' },
		tts: { type: 'elevenlabs' },
	});
});

test('an update that cannot be read afterwards has still succeeded', async () => {
	bench.fakeApi.faults.add({ method: 'GET', status: 404, body: { detail: 'Agent not found' } });
	const updateFields = { name: 'Friday' };
	const parameters = { resource: 'agent', operation: 'update', agentId: locator('jarvis') };
	expect(await bench.output({ ...parameters, updateFields, output: 'simple' })).toEqual([
		{
			name: 'Friday',
			id: 'jarvis',
			call_link: 'https://bey.chat/jarvis',
			issues: [expect.stringContaining('was updated, but could not be read')],
		},
	]);
	expect(store.agents.get('jarvis')?.name).toBe('Friday');
});

describe('the output', () => {
	const get = { resource: 'agent', operation: 'get', agentId: locator('jarvis') };

	test.each([
		{ output: 'simple', keys: ['name', 'call_link', 'id'] },
		{ output: 'fields', fields: ['id', 'avatar_id'], keys: ['id', 'avatar_id'] },
		{ output: 'fields', fields: '={{ "name, id" }}', keys: ['name', 'id'] },
		{ output: 'fields', fields: [], keys: [] },
	])('$output $fields has the fields $keys', async ({ output, fields, keys }) => {
		const [item] = await bench.output({ ...get, output, ...(fields && { fields }) });
		expect(Object.keys(item ?? {})).toEqual(keys);
	});

	test('is the whole response unless set', async () => {
		const [item] = await bench.output(get);
		expect(item).toEqual({
			...store.agents.get('jarvis'),
			call_link: 'https://bey.chat/jarvis',
		});
	});
});

test('every field of an agent reaches the API in its own shape', async () => {
	await bench.output({
		resource: 'agent',
		operation: 'create',
		name: 'Hal',
		avatarId: locator('ada'),
		systemPrompt: 'Be kind.',
		additionalFields: {
			capabilities: {
				capability: [{ type: 'webcam_vision' }, { type: 'wakeup_mode', triggers: ['hey Hal'] }],
			},
			greeting: 'Hello!',
			knowledgeFiles: { file: [{ knowledgeFileId: locator('file') }] },
			language: 'en-GB',
			llm: {
				settings: {
					type: 'openai_compatible',
					externalApiId: locator('api'),
					model: 'my-model',
					temperature: 0.2,
					headers: { header: [{ name: 'x-team', value: 'sales' }] },
				},
			},
			maxSessionLengthMinutes: 45,
			tts: { settings: { type: 'livekit', model: 'sonic', voice: 'warm' } },
		},
	});
	expect(bench.fakeApi.requests[0]?.body).toEqual({
		name: 'Hal',
		avatar_id: 'ada',
		system_prompt: 'Be kind.',
		capabilities: [{ type: 'webcam_vision' }, { type: 'wakeup_mode', triggers: ['hey Hal'] }],
		greeting: 'Hello!',
		knowledge_file_ids: ['file'],
		language: 'en-GB',
		llm: {
			type: 'openai_compatible',
			api_id: 'api',
			model: 'my-model',
			temperature: 0.2,
			headers: { 'x-team': 'sales' },
		},
		max_session_length_minutes: 45,
		tts: { type: 'livekit', model: 'sonic', voice: 'warm' },
	});
});

test('an update sends only the fields that were added, and null for those that were cleared', async () => {
	await bench.output({
		resource: 'agent',
		operation: 'update',
		agentId: locator('jarvis'),
		updateFields: {
			avatarId: locator('ada', 'list'),
			capabilities: {},
			greeting: '',
			language: '',
			llm: { settings: { type: 'default' } },
			maxSessionLengthMinutes: 0,
		},
	});
	expect(bench.fakeApi.requests[0]?.body).toEqual({
		avatar_id: 'ada',
		capabilities: [],
		greeting: null,
		language: null,
		llm: null,
		max_session_length_minutes: null,
	});
});

test('a call is created with the user and the tags of the form', async () => {
	await bench.output({
		resource: 'call',
		operation: 'create',
		agentId: locator('https://bey.chat/jarvis?ref=mail', 'url'),
		additionalFields: {
			userName: 'Nathan',
			userEmail: 'nathan@example.com',
			tags: { tag: [{ name: 'campaign', value: 'spring' }] },
		},
	});
	expect(bench.fakeApi.requests[0]?.body).toEqual({
		agent_id: 'jarvis',
		user_name: 'Nathan',
		user_email: 'nathan@example.com',
		tags: { campaign: 'spring' },
	});
});

test('a Pipecat session is created with the transport that the API wants', async () => {
	const parameters = {
		avatarId: locator('ada'),
		url: 'https://example.daily.co/room',
		token: 'secret',
	};
	await bench.output({
		resource: 'session',
		operation: 'create',
		transport: 'pipecat',
		...parameters,
	});
	expect(bench.fakeApi.requests[0]?.body).toMatchObject({ transport: 'pipecat', token: 'secret' });
});

test.each(['https://bey.chat/jarvis', 'bey.chat/jarvis', 'https://www.bey.chat/jarvis?x=1#y'])(
	'an agent is found by the call link %s',
	async (link) => {
		const byExpression = locator(`={{ "${link}" }}`, 'id');
		for (const agentId of [locator(link, 'url'), byExpression]) {
			const parameters = { resource: 'agent', operation: 'get', agentId };
			expect(await bench.output(parameters)).toMatchObject([{ id: 'jarvis' }]);
		}
	},
);
