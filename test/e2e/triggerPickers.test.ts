/** Agents by name in the filters of the two triggers, and the poll trigger in the nodes panel. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import * as z from 'zod/v4';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addAgent } from '../support/fakeApi/store';
import { createApiCredential } from '../support/n8n/credentials';
import { describeInBrowser, useEditor } from '../support/editor/browser';
import type { SavedCredential } from '../support/n8n/credentials';
import { useTestN8n } from '../support/n8n/testN8n';

const SAVE_POLL_MS = 250;
const SAVE_ATTEMPTS = 60;

const PACKAGE = 'n8n-nodes-beyond-presence';
const unchosen = {
	filters: { agents: { agent: [{ agentId: { __rl: true, mode: 'list', value: '' } }] } },
};

const savedWorkflow = z.object({
	nodes: z.tuple([z.object({ parameters: z.object({ filters: z.unknown() }) })]),
});

describeInBrowser('in the editor of n8n 2.41.1', () => {
	const n8n = useTestN8n('2.41.1');
	let page: Page;
	useEditor(n8n, (opened) => (page = opened));
	let fakeApi: FakeApi;
	let credential: SavedCredential;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
		addAgent(fakeApi.store, { id: 'another', name: 'Support' });
		addAgent(fakeApi.store, { id: 'the-one', name: 'Nova for sales' });
		credential = await createApiCredential(n8n.client, fakeApi.url);
	});
	afterAll(async () => await fakeApi?.stop());

	async function open(type: string, typeVersion: number, parameters: Record<string, unknown>) {
		const workflowId = await n8n.client.createWorkflow({
			name: type,
			nodes: [
				{
					...{ id: randomUUID(), name: type, type: `${PACKAGE}.${type}`, typeVersion },
					...{ position: [0, 0], parameters, credentials: { beyondPresenceApi: credential } },
				},
			],
			connections: {},
		});
		await page.goto(`${n8n.server.baseUrl}/workflow/${workflowId}`);
		await page
			.getByTestId('canvas-trigger-node')
			.or(page.getByTestId('canvas-default-node'))
			.dblclick();
		return workflowId;
	}

	async function savedFilters(workflowId: string): Promise<unknown> {
		const json = await n8n.client.publicApi('GET', `/workflows/${workflowId}`);
		return savedWorkflow.parse(json).nodes[0].parameters.filters;
	}

	it.each([
		{ type: 'beyondPresenceTrigger', typeVersion: 1.1, parameters: { useApi: true, ...unchosen } },
		{ type: 'beyondPresencePollTrigger', typeVersion: 1, parameters: unchosen },
	])(
		'an agent is searched by name, chosen and saved in $type',
		async ({ type, typeVersion, parameters }) => {
			const workflowId = await open(type, typeVersion, parameters);
			await page.getByTestId('rlc-input').click();
			await page.getByTestId('rlc-search').fill('nova');
			await page.getByTestId('rlc-item').filter({ hasText: 'Nova for sales' }).click();
			await page.getByTestId('ndv-close-button').click();
			await page.keyboard.press('Control+s');

			const chosen = { mode: 'list', value: 'the-one', cachedResultName: 'Nova for sales' };
			for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt++) {
				if (JSON.stringify(await savedFilters(workflowId)).includes('the-one')) break;
				await page.waitForTimeout(SAVE_POLL_MS);
			}
			expect(await savedFilters(workflowId)).toMatchObject({
				agents: { agent: [{ agentId: chosen }] },
			});
		},
	);

	it('without the API the trigger takes an ID and shows no credential', async () => {
		const agentId = { __rl: true, mode: 'id', value: 'typed' };
		await open('beyondPresenceTrigger', 1.1, {
			useApi: false,
			filters: { agents: { agent: [{ agentId }] } },
		});
		const panel = page.getByTestId('ndv');
		await panel.getByText("The last part of the agent's call link").waitFor();
		expect(await panel.getByText('From List').count()).toBe(0);
		expect(await panel.getByText('Credential to connect with').count()).toBe(0);
	});

	it('the poll trigger is found among the triggers', async () => {
		await page.goto(`${n8n.server.baseUrl}/workflow/new`);
		await page.getByTestId('canvas-add-button').getByRole('button').click();
		await page.getByTestId('node-creator-search-bar').fill('beyond presence poll');
		const found = page.getByTestId('node-creator').getByText('Beyond Presence Poll Trigger');
		await found.first().waitFor();
	});
});
