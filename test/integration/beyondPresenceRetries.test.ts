/** Which requests of the built action node are sent again, and when it gives up. */
import type { INodeParameters } from 'n8n-workflow';
import { pastCalls } from '../support/fakeApi/pastCalls';
import { benchWithJarvis, createAgent, errorOf, getJarvis, agentById } from './support/jarvis';

const bench = benchWithJarvis();

describe('trouble that may pass', () => {
	test.each([429, 500, 503])('a GET that meets %i is sent again', async (status) => {
		bench.fakeApi.faults.add({ status, times: 1 });
		expect(await bench.output(getJarvis)).toMatchObject([{ id: 'jarvis' }]);
		expect(bench.asked).toHaveLength(2);
	});

	test('a GET whose connection is lost is sent again', async () => {
		bench.fakeApi.faults.add({ disconnect: true, times: 1 });
		expect(await bench.output(getJarvis)).toMatchObject([{ id: 'jarvis' }]);
		expect(bench.asked).toHaveLength(2);
	});

	test('a GET waits as long as the API asks for', async () => {
		bench.fakeApi.faults.add({ status: 429, times: 1, headers: { 'retry-after': '1' } });
		const start = Date.now();
		await bench.output(getJarvis);
		expect(Date.now() - start).toBeGreaterThanOrEqual(990);
	});

	test('a GET is given up after four attempts', async () => {
		bench.fakeApi.faults.add({ status: 503, body: { detail: 'Down for maintenance' } });
		expect(await errorOf(bench, getJarvis)).toMatchObject({
			name: 'NodeApiError',
			httpCode: '503',
			message: 'Beyond Presence could not process the request (HTTP 503)',
			description:
				'Beyond Presence says: Down for maintenance. Try again later. The request was sent 4 times.',
		});
		expect(bench.asked).toHaveLength(4);
	});

	test('a wait that is longer than a node should wait fails at once, and the error says so', async () => {
		bench.fakeApi.faults.add({ status: 429, headers: { 'retry-after': '3600' } });
		const { message, description } = await errorOf(bench, getJarvis);
		expect(message).toBe('Beyond Presence is receiving too many requests');
		expect(description).toContain('asks to wait 60 minutes');
		expect(bench.asked).toHaveLength(1);
	});

	test('of 50 creates, the 30th meets 429, waits as long as asked, and 50 are created', async () => {
		const headers = { 'retry-after': '1' };
		bench.fakeApi.faults.add({ method: 'POST', after: 29, times: 1, status: 429, headers });
		const agentId = agentById('jarvis');
		const input = Array.from({ length: 50 }, () => ({ json: {} }));
		await bench.output({ resource: 'call', operation: 'create', agentId }, input);
		expect(bench.fakeApi.store.calls.size).toBe(50);
		expect(bench.asked.filter((request) => request.startsWith('POST'))).toHaveLength(51);
	});

	test('a response that arrives byte by byte is ended, and so is its connection', async () => {
		const { timeout } = AbortSignal;
		const short = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(200));
		bench.fakeApi.faults.add({ trickleMs: 20, times: 1 });
		const start = Date.now();
		expect(await bench.output(getJarvis)).toMatchObject([{ id: 'jarvis' }]);
		expect(Date.now() - start).toBeLessThan(2_000);
		expect(short).toHaveBeenCalledWith(30_000);
		short.mockRestore();
		expect(bench.fakeApi.requests.at(-1)?.atOnce).toBe(1);
	});

	test('a DELETE that is sent again, and finds nothing left to delete, has succeeded', async () => {
		bench.fakeApi.faults.add({ method: 'DELETE', loseResponse: true, times: 1 });
		expect(await bench.output({ ...getJarvis, operation: 'delete' })).toEqual([
			{ id: 'jarvis', deleted: true },
		]);
		expect(bench.fakeApi.requests.map(({ status }) => status)).toEqual([0, 404]);
	});

	test('a DELETE that never was carried out does not hide that there is no such agent', async () => {
		bench.fakeApi.faults.add({ method: 'DELETE', status: 429, times: 1 });
		const { message } = await errorOf(bench, {
			...getJarvis,
			operation: 'delete',
			agentId: agentById('x'),
		});
		expect(message).toBe('The agent "x" was not found');
	});

	test('a created object in an unknown format is not created a second time', async () => {
		bench.fakeApi.faults.add({ method: 'POST', status: 201, body: 'ok' });
		const { message, description } = await errorOf(bench, createAgent);
		expect(message).toBe('Beyond Presence responded to POST /v1/agents in an unknown format');
		expect(description).toContain('The request itself succeeded');
	});

	const unsafe: Array<{ method: string; parameters: INodeParameters }> = [
		{ method: 'POST', parameters: createAgent },
		{
			method: 'PATCH',
			parameters: { ...getJarvis, operation: 'update', updateFields: { name: 'Hal' } },
		},
	];

	test.each(unsafe)(
		'a $method that meets 500 is not sent again',
		async ({ method, parameters }) => {
			bench.fakeApi.faults.add({ method, status: 500, times: 1 });
			const { description } = await errorOf(bench, parameters);
			expect(bench.asked).toHaveLength(1);
			expect(description).toContain("The request wasn't retried");
		},
	);

	test('a POST whose connection is lost is not sent again', async () => {
		bench.fakeApi.faults.add({ disconnect: true, times: 1 });
		const { message } = await errorOf(bench, createAgent);
		expect(message).toBe(`Could not reach Beyond Presence at ${bench.fakeApi.url}`);
		expect(bench.asked).toHaveLength(1);
	});
});

test('cancelling the execution stops paging at once', async () => {
	const { settings, store, requests } = bench.fakeApi;
	settings.delayMs = 20;
	store.calls.beginWith(pastCalls({ count: 100_000, agentId: 'jarvis', endedAt: 0 }));
	const parameters = { resource: 'call', operation: 'getAll', returnAll: true };
	await bench.run(parameters, { cancelAfterMs: 300, onError: 'continueRegularOutput' });
	const asked = requests.length;
	expect(asked).toBeGreaterThan(2);
	expect(asked).toBeLessThan(30);
	await new Promise((resolve) => setTimeout(resolve, 300));
	// One may have been on its way to the server.
	expect(requests.length).toBeLessThanOrEqual(asked + 1);
});
