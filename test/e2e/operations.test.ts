/** Each operation of the action node in a real n8n, against the fake API. */
import { randomUUID } from 'node:crypto';
import { itemsOf, type ExecutionWithData } from '../support/n8n/execution';
import { to, type WorkflowDraft } from '../support/n8n/workflow';
import { fillAccount, locator, operations } from '../support/samples/operations';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { createApiCredential, createCredential } from '../support/n8n/credentials';
import type { SavedCredential } from '../support/n8n/credentials';
import { useTestN8n } from '../support/n8n/testN8n';

const ACTION = 'Beyond Presence';

function workflowWith(
	path: string,
	parameters: Record<string, unknown>,
	credential: SavedCredential,
): WorkflowDraft {
	return {
		name: `Operation ${path}`,
		nodes: [
			{
				id: randomUUID(),
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: path,
				parameters: { httpMethod: 'POST', path },
			},
			{
				id: randomUUID(),
				name: ACTION,
				type: 'n8n-nodes-beyond-presence.beyondPresence',
				typeVersion: 1,
				position: [300, 0],
				parameters,
				credentials: { beyondPresenceApi: credential },
			},
		],
		connections: { Webhook: { main: [[to(ACTION)]] } },
	};
}

/** What the node said where it failed. */
const errorOf = (execution: ExecutionWithData) => execution.data.resultData.error?.message;

describe('on n8n 2.41.1, the action node', () => {
	const n8n = useTestN8n('2.41.1');
	let fakeApi: FakeApi;
	let credential: SavedCredential;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
		credential = await createApiCredential(n8n.client, fakeApi.url);
	});
	afterAll(async () => await fakeApi?.stop());
	beforeEach(() => {
		for (const things of Object.values(fakeApi.store)) things.clear();
		fillAccount(fakeApi.store);
		fakeApi.faults.clear();
		fakeApi.settings.names = 'current';
		fakeApi.requests.length = 0;
	});

	/** Runs the node once, started by a request to a webhook with that body. */
	async function run(
		parameters: Record<string, unknown>,
		{ using = credential, body }: { using?: SavedCredential; body?: FormData } = {},
	): Promise<ExecutionWithData> {
		const path = randomUUID();
		const url = `${n8n.server.baseUrl}/webhook/${path}`;
		const workflowId = await n8n.client.createWorkflow(workflowWith(path, parameters, using));
		let started = false;
		await n8n.client.activate(workflowId, async () => {
			// The request that finds the webhook there is the one that starts it, and the only one.
			started ||= (await fetch(url, { method: 'POST', body })).ok;
			return started;
		});
		const [execution] = await n8n.client.waitForExecutions(workflowId, 1);
		if (!execution) throw new Error('The workflow has no execution.');
		return execution;
	}

	it.each(operations)(
		'$resource $operation sends $asked and returns what the API responds',
		async ({ resource, operation, parameters, asked, first }) => {
			const execution = await run({ resource, operation, ...parameters });
			expect({ status: execution.status, error: errorOf(execution) }).toEqual({
				status: 'success',
			});
			expect(itemsOf(execution, ACTION)[0]).toMatchObject(first);
			expect(fakeApi.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(asked);
			expect(fakeApi.requests.map(({ status }) => status < 300)).toEqual(asked.map(() => true));
		},
	);

	it('a call is created without the user name that an expression does not find', async () => {
		const agentId = locator('jarvis');
		const additionalFields = {
			userName: '={{ $json.body.user_name ?? null }}',
			userEmail: '={{ $json.body.user_email }}',
			furtherFields: '={{ { tags: { run: $json.webhookUrl ? "one" : "none" } } }}',
		};
		const create = { resource: 'call', operation: 'create', agentId, additionalFields };
		const execution = await run(create);
		expect(errorOf(execution)).toBeUndefined();
		expect(fakeApi.requests[0]?.body).toEqual({ agent_id: 'jarvis', tags: { run: 'one' } });
	});

	it('a call is found by its older name', async () => {
		fakeApi.settings.names = 'older';
		const execution = await run({ resource: 'call', operation: 'get', callId: locator('call') });
		expect(itemsOf(execution, ACTION)).toMatchObject([{ id: 'call', user_name: 'Nathan' }]);
	});

	it('a plan that does not allow a call is named', async () => {
		const body = { detail: 'LiveKit requires the Growth plan' };
		fakeApi.faults.add({ method: 'POST', status: 403, body });
		const agentId = locator('jarvis');
		const execution = await run({ resource: 'call', operation: 'create', agentId });
		expect(errorOf(execution)).toContain('plan');
	});

	it('a PDF that a request brings is uploaded in chunks and submitted', async () => {
		const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_500_000, 7)]);
		const body = new FormData();
		body.set('data', new Blob([pdf], { type: 'application/octet-stream' }), 'guide.pdf');
		const execution = await run({ resource: 'knowledgeFile', operation: 'upload' }, { body });
		expect(itemsOf(execution, ACTION)).toMatchObject([
			{ name: 'guide.pdf', format: 'pdf', status: 'available' },
		]);
		const file = [...fakeApi.store.knowledgeFiles.values()].at(-1);
		expect(Buffer.concat([...(file?.chunks.values() ?? [])]).equals(pdf)).toBe(true);
	});

	it('a bad key, an unknown agent and a rejected field each say what to do', async () => {
		const data = { apiKey: 'sk-wrong', baseUrl: fakeApi.url };
		const badKey = await createCredential(n8n.client, 'beyondPresenceApi', data);
		const get = (id: string) => ({ resource: 'agent', operation: 'get', agentId: locator(id) });
		const refused = {
			resource: 'agent',
			operation: 'create',
			name: 'Hal',
			avatarId: locator('nobody'),
			systemPrompt: 'Be kind.',
		};
		fakeApi.faults.add({
			method: 'POST',
			status: 422,
			body: {
				detail: [{ loc: ['body', 'avatar_id'], msg: 'Unknown avatar', type: 'value_error' }],
			},
		});
		expect([
			errorOf(await run(get('jarvis'), { using: badKey })),
			errorOf(await run(get('nobody'))),
			errorOf(await run(refused)),
		]).toEqual([
			expect.stringContaining('API key'),
			expect.stringContaining('not found'),
			expect.stringContaining('avatar_id'),
		]);
	});

	it("the key check is the credential's test", async () => {
		const test = async (apiKey: string) => {
			const { id, name } = await createCredential(n8n.client, 'beyondPresenceApi', {
				apiKey,
				baseUrl: fakeApi.url,
			});
			const credentials = {
				id,
				name,
				type: 'beyondPresenceApi',
				data: { apiKey, baseUrl: fakeApi.url },
			};
			return await n8n.client.editorApi('POST', '/credentials/test', { credentials });
		};
		expect(await test(fakeApi.apiKey)).toMatchObject({ data: { status: 'OK' } });
		const location = `${fakeApi.url}/v1/agents`;
		fakeApi.faults.add({ path: /verify/, status: 302, headers: { location }, times: 1 });
		expect(await test(fakeApi.apiKey)).toMatchObject({
			data: { status: 'Error', message: expect.stringContaining('is not sent there') },
		});
		expect(await test('sk-wrong')).toMatchObject({ data: { status: 'Error' } });
		expect(new Set(fakeApi.requests.map(({ path }) => path))).toEqual(new Set(['/v1/auth/verify']));
	});
});
