/** Each operation of the built action node, in n8n-core, against the stand-in for the API. */
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
	'$resource $operation sends $asked and gives what the API answers',
	async ({ resource, operation, parameters, asked, first }) => {
		const output = await bench.output({ resource, operation, ...parameters });
		expect(output[0]).toMatchObject(first);
		expect(output).toHaveLength(1);
		expect(bench.asked).toEqual(asked);
	},
);

const fileItem = (bytes: Buffer, fileName = 'guide.pdf'): INodeExecutionData[] => [
	{ json: {}, binary: { data: { data: bytes.toString('base64'), mimeType: '', fileName } } },
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

test('a PDF whose upload fails is deleted again and the failure shown', async () => {
	bench.standIn.faults.add({ method: 'PUT', status: 503 });
	const task = await bench.run(upload, { input: fileItem(pdfOf(100)) });
	expect(task.error?.message).toBe('Beyond Presence could not process the request (HTTP 503)');
	expect([...store.knowledgeFiles.keys()]).toEqual(['file']);
});

test('a file that is neither a PDF nor a text is refused before anything is sent', async () => {
	const task = await bench.run(upload, { input: fileItem(Buffer.from([0xff, 0xfe, 0x00])) });
	expect(task.error?.message).toBe('The file is neither a PDF nor a text');
	expect(bench.asked).toEqual([]);
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

test('an update sends only the fields that were added, and null for those that were emptied', async () => {
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
		const parameters = { resource: 'agent', operation: 'get', agentId: locator(link, 'url') };
		expect(await bench.output(parameters)).toMatchObject([{ id: 'jarvis' }]);
	},
);

test('each operation of the stand-in is asked by an operation of the node or the credential test', () => {
	const known = routes.map(({ method, path }) => `${method} ${path}`);
	const inTable = operations.flatMap(({ asked }) => asked);
	const inUpload = ['PUT /v1/knowledge-files/:id/upload', 'POST /v1/knowledge-files/:id/submit'];
	const asked = inTable.map((request) => request.replace(/(\/v1\/[\w-]+)\/\w+/, '$1/:id'));
	const all = new Set([...asked, ...inUpload, 'GET /v1/auth/verify']);
	expect([...all].sort()).toEqual([...known].sort());
	expect(known).toHaveLength(25);
});
