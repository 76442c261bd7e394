/** The trigger's form as a person fills it in, and what n8n then saves and publishes. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { z } from 'zod/v4';
import { describeInBrowser, screenshot, useEditor } from '../support/editor/browser';
import type { Editor } from '../support/editor/editor';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addAgent } from '../support/fakeApi/store';
import { createApiCredential } from '../support/n8n/credentials';
import { TRIGGER, triggerWorkflow } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import { AGENT_ID } from '../support/samples/payloads';
import { until } from '../support/until';

const SAVED_TIMEOUT_MS = 20_000;

const savedWorkflow = z.object({
	nodes: z.array(
		z.object({ parameters: z.looseObject({}), credentials: z.looseObject({}).optional() }),
	),
});

describeInBrowser.each(VERSIONS)('in the form of n8n %s', (version) => {
	const n8n = useTestN8n(version);
	let page: Page;
	let editor: Editor;
	useEditor(n8n, (openedPage, opened) => {
		page = openedPage;
		editor = opened;
	});

	let fakeApi: FakeApi;
	let workflowId: string;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
		addAgent(fakeApi.store, { id: AGENT_ID, name: 'Robin from sales' });
		await createApiCredential(n8n.client, fakeApi.url);
	});
	afterAll(async () => await fakeApi?.stop());

	beforeEach(async () => {
		workflowId = await n8n.client.createWorkflow(triggerWorkflow(randomUUID(), {}));
		await editor.openWorkflow(workflowId);
		await editor.openNode(TRIGGER);
	});

	async function addAgentRow(): Promise<void> {
		await editor.addToCollection('Add Filter', 'Agents');
		await editor.clickInParameters('Add Agent');
	}

	/** Closes the node, saves, and returns the trigger once n8n has saved that text in it. */
	async function savedTrigger(text: string) {
		await editor.closeNode();
		await editor.save();
		const read = async () => {
			const json = await n8n.client.publicApi('GET', `/workflows/${workflowId}`);
			return savedWorkflow.parse(json).nodes[0];
		};
		await until(
			`a saved trigger with ${text}`,
			async () => JSON.stringify(await read()).includes(text),
			{
				timeoutMs: SAVED_TIMEOUT_MS,
			},
		);
		return await read();
	}

	it.each([
		['ID', 'id', AGENT_ID],
		['call link', 'url', `https://bey.chat/${AGENT_ID}`],
	] as const)('an agent is added by its %s without an API key', async (_, mode, value) => {
		await addAgentRow();
		if (mode === 'url') await editor.chooseMode('agentId', 'url');
		await editor.typeLocator('agentId', value);
		await screenshot(page, `form-agent-${mode}-${version}`);
		expect((await savedTrigger(value))?.parameters).toMatchObject({
			filters: { agents: { agent: [{ agentId: { mode, value } }] } },
		});
		expect(await n8n.client.publicApi('POST', `/workflows/${workflowId}/activate`)).toMatchObject({
			active: true,
		});
	});

	it('the switch reveals the credential of the API below it, and agents by name', async () => {
		expect(await editor.parameters.getByText('Beyond Presence API').count()).toBe(0);
		await editor.toggle('useApi');
		const credential = editor.parameters.getByText('Beyond Presence API').first();
		const top = async (locator: typeof credential) => (await locator.boundingBox())?.y ?? NaN;
		const useApi = await top(editor.parameters.getByText('Use the API', { exact: true }).first());
		expect(await top(credential)).toBeGreaterThan(useApi);
		expect(
			await top(editor.parameters.getByText('Simplify', { exact: true }).first()),
		).toBeGreaterThan(await top(credential));
		await addAgentRow();
		await editor.chooseMode('agentId', 'list');
		await editor.chooseFromList('agentId', 'robin', 'Robin from sales');
		await screenshot(page, `form-agent-list-${version}`);
		expect(await savedTrigger(AGENT_ID)).toMatchObject({
			parameters: {
				useApi: true,
				filters: { agents: { agent: [{ agentId: { mode: 'list', value: AGENT_ID } }] } },
			},
		});
	});

	it('a row without an agent cannot be published', async () => {
		await addAgentRow();
		await savedTrigger('"agent":[');
		expect(await n8n.client.failedActivation(workflowId)).toContain(
			"'Agents', row 1: choose an agent, or remove the row.",
		);
	});
});

describe.each(VERSIONS)('on n8n %s, publishing', (version) => {
	const n8n = useTestN8n(version);
	it.each([
		['events by an expression', { events: "={{ 'message,call_ended' }}" }, "'Events': expressions"],
		[
			'an agent by an expression',
			{ filters: { agents: { agent: [{ agentId: '={{ $env.BEY_AGENT }}' }] } } },
			"'Agents', row 1: expressions",
		],
	])('is refused for %s', async (_, parameters, message) => {
		const draft = triggerWorkflow(randomUUID(), parameters);
		const workflowId = await n8n.client.createWorkflow(draft);
		expect(await n8n.client.failedActivation(workflowId)).toContain(message);
	});
});
