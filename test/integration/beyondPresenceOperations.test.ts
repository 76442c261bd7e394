/** Each operation of the built action node, in n8n-core, against both generations of the fake API. */
import { fillAccount, locator, operations } from '../support/samples/operations';
import { routes } from '../support/fakeApi/routes';
import { Bench } from './support/apiHost';

const bench = Bench.forTests();
beforeEach(() => fillAccount(bench.fakeApi.store));

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
	beforeEach(() => (bench.fakeApi.settings.names = 'older'));

	const known = operations.filter(({ resource }) => resource !== 'usage');
	const older = (request: string) =>
		request.replace('livekit-rooms', 'calls').replace('conversations', 'calls');

	test.each(known)(
		'$resource $operation returns the same',
		async ({ resource, operation, parameters, asked, first }) => {
			const output = await bench.output({ resource, operation, ...parameters });
			expect(output).toMatchObject([first]);
			const served = bench.fakeApi.requests.filter(({ status }) => status < 300);
			expect(served.map(({ method, path }) => `${method} ${path}`)).toEqual(asked.map(older));
		},
	);

	test('only the first request asks for both names, until the server knows the current one', async () => {
		const get = { resource: 'call', operation: 'get', callId: locator('call') };
		bench.fakeApi.settings.names = 'current';
		await bench.output(get);
		bench.fakeApi.settings.names = 'older';
		bench.fakeApi.requests.length = 0;
		await bench.output(get, [{ json: {} }, { json: {} }]);
		const both = ['GET /v1/conversations/call', 'GET /v1/calls/call'];
		expect(bench.asked).toEqual([...both, 'GET /v1/calls/call']);

		bench.fakeApi.settings.names = 'current';
		bench.fakeApi.requests.length = 0;
		await bench.output(get, [{ json: {} }, { json: {} }]);
		expect(bench.asked).toEqual([...both.reverse(), 'GET /v1/conversations/call']);
	});

	test('a call that is not there is not asked for by its other name', async () => {
		await bench.output({ resource: 'call', operation: 'getAll' });
		bench.fakeApi.requests.length = 0;
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

test('messages that are no objects are left out, and the others are as they came', async () => {
	const odd = { sender: 'ai', message: null, mood: 'good' };
	bench.fakeApi.faults.add({ path: /messages$/, status: 200, body: [null, odd, 'Hello'] });
	const parameters = { resource: 'call', operation: 'getMessages', callId: locator('call') };
	expect(await bench.output(parameters)).toEqual([odd]);
});

test('each operation of the fake API is asked by an operation of the node or the credential test', () => {
	const known = routes.map(({ method, path }) => `${method} ${path}`);
	const inTable = operations.flatMap(({ asked }) => asked);
	const inUpload = ['PUT /v1/knowledge-files/:id/upload', 'POST /v1/knowledge-files/:id/submit'];
	const asked = inTable.map((request) => request.replace(/(\/v1\/[\w-]+)\/\w+/, '$1/:id'));
	const all = new Set([...asked, ...inUpload, 'GET /v1/auth/verify']);
	expect([...all].sort()).toEqual([...known].sort());
	expect(known).toHaveLength(26);
});
