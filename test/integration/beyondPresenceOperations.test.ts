/** Each operation of the built action node, in n8n-core, against both generations of the fake API. */
import type { INodeExecutionData } from 'n8n-workflow';
import { fillAccount, locator, operations } from '../support/samples/operations';
import type { Store } from '../support/fakeApi/store';
import { routes } from '../support/fakeApi/routes';
import { Bench } from './support/apiHost';

const bench = Bench.forTests();
let store: Store;
beforeEach(() => {
	store = bench.standIn.store;
	fillAccount(store);
});

test.each(operations)(
	'$resource $operation sends $asked and returns what the API responds',
	async ({ resource, operation, parameters, asked, first }) => {
		const output = await bench.output({ resource, operation, ...parameters });
		expect(output[0]).toMatchObject(first);
		expect(output).toHaveLength(1);
		expect(bench.asked).toEqual(asked);
	},
);

describe('by the older names of the API', () => {
	beforeEach(() => (bench.standIn.settings.names = 'older'));

	const known = operations.filter(({ resource }) => resource !== 'usage');
	const older = (request: string) =>
		request.replace('livekit-rooms', 'calls').replace('conversations', 'calls');

	test.each(known)(
		'$resource $operation returns the same',
		async ({ resource, operation, parameters, asked, first }) => {
			const output = await bench.output({ resource, operation, ...parameters });
			expect(output).toMatchObject([first]);
			const served = bench.standIn.requests.filter(({ status }) => status < 300);
			expect(served.map(({ method, path }) => `${method} ${path}`)).toEqual(asked.map(older));
		},
	);

	test('only the first request asks for both names, until the server knows the current one', async () => {
		const get = { resource: 'call', operation: 'get', callId: locator('call') };
		bench.standIn.settings.names = 'current';
		await bench.output(get);
		bench.standIn.settings.names = 'older';
		bench.standIn.requests.length = 0;
		await bench.output(get, [{ json: {} }, { json: {} }]);
		const both = ['GET /v1/conversations/call', 'GET /v1/calls/call'];
		expect(bench.asked).toEqual([...both, 'GET /v1/calls/call']);

		bench.standIn.settings.names = 'current';
		bench.standIn.requests.length = 0;
		await bench.output(get, [{ json: {} }, { json: {} }]);
		expect(bench.asked).toEqual([...both.reverse(), 'GET /v1/conversations/call']);
	});

	test('a call that is not there is not asked for by its other name', async () => {
		await bench.output({ resource: 'call', operation: 'getAll' });
		bench.standIn.requests.length = 0;
		const callId = locator('nobody');
		const { error } = await bench.run({ resource: 'call', operation: 'get', callId });
		expect(error?.message).toBe('The call "nobody" was not found');
		expect(bench.asked).toEqual(['GET /v1/calls/nobody']);
	});

	test('the usage is not there, and the error says so', async () => {
		const { error } = await bench.run({ resource: 'usage', operation: 'get' });
		expect(error?.message).toBe('This Beyond Presence API has no usage report');
	});
});

const fileItem = (bytes: Buffer, fileName = 'guide.pdf', mimeType = ''): INodeExecutionData[] => [
	{ json: {}, binary: { data: { data: bytes.toString('base64'), mimeType, fileName } } },
];
const pdfOf = (size: number): Buffer =>
	Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 7)]);
const upload = { resource: 'knowledgeFile', operation: 'upload' };

test('a PDF is uploaded in chunks, byte for byte and in order, then submitted', async () => {
	const pdf = pdfOf(2.5 * 1024 * 1024);
	const [output] = await bench.output(upload, fileItem(pdf));
	expect(output).toMatchObject({ name: 'guide.pdf', format: 'pdf', status: 'available' });
	const file = [...store.knowledgeFiles.values()].at(-1);
	expect(Buffer.concat([...(file?.chunks.values() ?? [])]).equals(pdf)).toBe(true);
	const path = `/v1/knowledge-files/${file?.id}`;
	const sent = [
		'POST /v1/knowledge-files',
		...Array(3).fill(`PUT ${path}/upload`),
		`POST ${path}/submit`,
	];
	expect(bench.asked).toEqual(sent);
});

test('a text file is created at once, under the name that the options give', async () => {
	const input = fileItem(Buffer.from('Grüße'), 'notes.txt');
	const [output] = await bench.output({ ...upload, options: { name: 'Notes' } }, input);
	expect(output).toMatchObject({ name: 'Notes', format: 'text', text: 'Grüße' });
});

test('after 503 on the last of 40 chunks, the chunk is sent again', async () => {
	bench.standIn.faults.add({ method: 'PUT', after: 39, times: 1, status: 503 });
	const pdf = pdfOf(40 * 1024 * 1024);
	expect(await bench.output(upload, fileItem(pdf))).toMatchObject([{ status: 'available' }]);
	const chunks = bench.standIn.requests.filter(({ method }) => method === 'PUT');
	expect(chunks.map(({ query }) => Number(query.chunk_number))).toEqual([
		...Array.from({ length: 40 }, (_, number) => number),
		39,
	]);
	expect(bench.asked.filter((request) => request.startsWith('DELETE'))).toEqual([]);
});

test('a PDF whose submit succeeded is returned although the response was lost', async () => {
	bench.standIn.faults.add({ path: /submit$/, times: 1, loseResponse: true });
	expect(await bench.output(upload, fileItem(pdfOf(100)))).toMatchObject([{ status: 'available' }]);
});

test('a PDF whose upload fails for good is deleted and the failure shown', async () => {
	bench.standIn.faults.add({ method: 'PUT', status: 400 });
	const task = await bench.run(upload, { input: fileItem(pdfOf(100)) });
	expect(task.error?.message).toBe('Beyond Presence rejected a value of this node');
	expect([...store.knowledgeFiles.keys()]).toEqual(['file']);
});

test('a file that is neither a PDF nor a text is refused before anything is sent', async () => {
	const task = await bench.run(upload, { input: fileItem(Buffer.from([0xff, 0xfe, 0x00])) });
	expect(task.error?.message).toBe('The file is neither a PDF nor a text');
	expect(bench.asked).toEqual([]);
});

test('a PDF is recognised by its type, or by a mark after other bytes', async () => {
	const late = Buffer.concat([Buffer.alloc(900, 0xff), pdfOf(100)]);
	bench.standIn.faults.add({ path: /submit$/, status: 200, body: { id: 'f', format: 'pdf' } });
	expect(await bench.output(upload, fileItem(late))).toMatchObject([{ format: 'pdf' }]);
	const typed = fileItem(Buffer.from([0xff, 0xfe, 0x00]), 'scan', 'application/pdf');
	expect(await bench.output(upload, typed)).toMatchObject([{ format: 'pdf' }]);
});

test('a file is also taken from an expression, and its long name is cut', async () => {
	const input = fileItem(Buffer.from('Grüße'), `${'n'.repeat(200)}.txt`);
	const binaryPropertyName = '={{ $binary.data }}';
	const [output] = await bench.output({ ...upload, binaryPropertyName }, input);
	expect(output).toMatchObject({ name: `${'n'.repeat(96)}.txt`, text: 'Grüße' });
});

test.each([
	{ given: '={{ null }}', says: "'Binary Property Name' must be the name of a field" },
	{ given: '={{ 5 }}', says: "'Binary Property Name' must be the name of a field" },
	{ given: 'other', says: 'other' },
])('the file $given is refused', async ({ given, says }) => {
	const options = { input: fileItem(Buffer.from('text')) };
	const { error } = await bench.run({ ...upload, binaryPropertyName: given }, options);
	expect(error?.message).toContain(says);
	expect(bench.asked).toEqual([]);
});

test.each([
	{
		kind: 'text',
		megabytes: 200,
		says: 'The file has 200.0 MB, but Upload accepts at most 100 MB',
	},
	{ kind: 'PDF', megabytes: 200, says: 'The file has 200.0 MB, but Upload accepts at most 100 MB' },
	{
		kind: 'text',
		megabytes: 60,
		says: 'The file has 60.0 MB, but a text may have at most 100,000',
	},
])('a $kind of $megabytes MB is refused within 300 ms, and not decoded', async (given) => {
	const bytes = Buffer.alloc(given.megabytes * 1_000_000, 97);
	if (given.kind === 'PDF') bytes.write('%PDF-1.7');
	const input = fileItem(bytes);
	const from = jest.spyOn(Buffer, 'from');
	const { arrayBuffers } = process.memoryUsage();
	const start = Date.now();
	const { error } = await bench.run(upload, { input });
	const ms = Date.now() - start;
	const grownMb = (process.memoryUsage().arrayBuffers - arrayBuffers) / 1_000_000;
	const longest = Math.max(0, ...from.mock.calls.map(([data]) => String(data ?? '').length));
	from.mockRestore();
	process.stdout.write(`${given.kind} of ${given.megabytes} MB: refused after ${ms} ms\n`);
	expect(error?.message).toContain(given.says);
	expect(ms).toBeLessThan(300);
	expect(longest).toBeLessThan(2_000);
	expect(grownMb).toBeLessThan(5);
	expect(bench.asked).toEqual([]);
});

test('further fields reach the API as they are, and last', async () => {
	const additionalFields = {
		greeting: 'Hello!',
		furtherFields: '{"greeting":"Hi!","language":null}',
	};
	const required = { name: 'Hal', avatarId: locator('ada'), systemPrompt: 'Be kind.' };
	await bench.output({ resource: 'agent', operation: 'create', ...required, additionalFields });
	expect(bench.standIn.requests[0]?.body).toEqual({
		name: 'Hal',
		avatar_id: 'ada',
		system_prompt: 'Be kind.',
		greeting: 'Hi!',
		language: null,
	});
});

test('an ElevenLabs API is created without a URL, with the fields that the form lacks', async () => {
	bench.standIn.faults.add({ method: 'POST', status: 201, body: { id: 'e', type: 'elevenlabs' } });
	await bench.output({
		...{ resource: 'externalApi', operation: 'create', type: 'elevenlabs' },
		...{ name: 'Voices', apiKey: 'sk-voice' },
		additionalFields: { furtherFields: '={{ { region: "eu" } }}' },
	});
	expect(bench.standIn.requests[0]?.body).toEqual({
		...{ type: 'elevenlabs', name: 'Voices', api_key: 'sk-voice', region: 'eu' },
	});
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
	expect(bench.standIn.requests.at(-1)?.body).toEqual({ agent_id: 'jarvis', tags: { b: 'c' } });

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
	expect(bench.standIn.requests.at(-1)?.body).toEqual({
		...{ name: 'Hal', avatar_id: 'ada', system_prompt: 'Be kind.' },
		tts: { type: 'elevenlabs' },
	});
});

test('an update that cannot be read afterwards has still succeeded', async () => {
	bench.standIn.faults.add({ method: 'GET', status: 404, body: { detail: 'Agent not found' } });
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

test('messages that are no objects are left out, and the others are as they came', async () => {
	const odd = { sender: 'ai', message: null, mood: 'good' };
	bench.standIn.faults.add({ path: /messages$/, status: 200, body: [null, odd, 'Hello'] });
	const parameters = { resource: 'call', operation: 'getMessages', callId: locator('call') };
	expect(await bench.output(parameters)).toEqual([odd]);
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
	expect(bench.standIn.requests[0]?.body).toEqual({
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
	expect(bench.standIn.requests[0]?.body).toEqual({
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
	expect(bench.standIn.requests[0]?.body).toEqual({
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
	expect(bench.standIn.requests[0]?.body).toMatchObject({ transport: 'pipecat', token: 'secret' });
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

test('each operation of the fake API is asked by an operation of the node or the credential test', () => {
	const known = routes.map(({ method, path }) => `${method} ${path}`);
	const inTable = operations.flatMap(({ asked }) => asked);
	const inUpload = ['PUT /v1/knowledge-files/:id/upload', 'POST /v1/knowledge-files/:id/submit'];
	const asked = inTable.map((request) => request.replace(/(\/v1\/[\w-]+)\/\w+/, '$1/:id'));
	const all = new Set([...asked, ...inUpload, 'GET /v1/auth/verify']);
	expect([...all].sort()).toEqual([...known].sort());
	expect(known).toHaveLength(26);
});
