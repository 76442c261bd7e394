/** Both packages in one n8n: a credential saved for either works in both. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { itemsOf } from '../support/n8n/execution';
import { to } from '../support/n8n/workflow';
import { locator } from '../support/samples/operations';
import { createCredential } from '../support/n8n/credentials';
import { startOutsideSink, type OutsideSink } from '../support/n8n/outsideSink';
import { N8N_START_TIMEOUT_MS, startTestN8n, type TestN8n } from '../support/n8n/testN8n';
import { packVendorPackage } from './support/vendorPackage';

const AGENT = { id: 'jarvis', name: 'Jarvis' };

const OURS = {
	node: 'n8n-nodes-beyond-presence.beyondPresence',
	parameters: { resource: 'agent', operation: 'get', agentId: locator('jarvis') },
};
const THEIRS = {
	node: 'n8n-nodes-beyondpresence.beyondPresence',
	parameters: { agentId: 'jarvis' },
};

describe("beside the vendor's package, on n8n 2.41.1", () => {
	let folder: string;
	let sink: OutsideSink;
	let n8n: TestN8n;
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-vendor-'));
		sink = await startOutsideSink({ 'api.bey.dev/v1/agents/jarvis': AGENT });
		const vendor = await packVendorPackage(folder);
		n8n = await startTestN8n('2.41.1', {
			env: sink.env,
			preload: sink.preload,
			packages: [vendor],
		});
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
		await sink?.stop();
		await rm(folder, { recursive: true, force: true });
	});

	it.each([
		['a credential of ours works in our node', OURS, { baseUrl: 'https://api.bey.dev' }],
		['a credential of ours works in their node', THEIRS, { baseUrl: 'https://api.bey.dev' }],
		['a credential of theirs works in our node', OURS, {}],
		['a credential of theirs works in their node', THEIRS, {}],
	])('%s', async (_, { node, parameters }, more) => {
		const apiKey = `sk-${randomUUID()}`;
		const data = { apiKey, ...more };
		const credential = await createCredential(n8n.client, 'beyondPresenceApi', data);
		const hook = randomUUID();
		const url = `${n8n.server.baseUrl}/webhook/${hook}`;
		const workflowId = await n8n.client.createWorkflow({
			name: node,
			nodes: [
				{
					id: randomUUID(),
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					position: [0, 0],
					webhookId: hook,
					parameters: { httpMethod: 'POST', path: hook },
				},
				{
					id: randomUUID(),
					name: 'Agent',
					type: node,
					typeVersion: 1,
					position: [300, 0],
					parameters,
					credentials: { beyondPresenceApi: credential },
				},
			],
			connections: { Webhook: { main: [[to('Agent')]] } },
		});
		let started = false;
		await n8n.client.activate(workflowId, async () => {
			started ||= (await fetch(url, { method: 'POST' })).ok;
			return started;
		});
		const [execution] = await n8n.client.waitForExecutions(workflowId, 1);
		expect(execution?.data.resultData.error?.message).toBeUndefined();
		expect(execution && itemsOf(execution, 'Agent')).toMatchObject([AGENT]);
		const keys = sink.requests
			.filter(({ to: target }) => target === 'api.bey.dev/v1/agents/jarvis')
			.map(({ headers }) => headers['x-api-key']);
		expect(keys.at(-1)).toBe(apiKey);
	});
});
