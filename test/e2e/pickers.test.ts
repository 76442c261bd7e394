/** Agents by name: the picker of the action node in the editor. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import * as z from 'zod/v4';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addAgent, addAvatar } from '../support/fakeApi/store';
import { createApiCredential } from '../support/n8n/credentials';
import { describeInBrowser, screenshot, useEditor } from '../support/editor/browser';
import { useTestN8n } from '../support/n8n/testN8n';

const SETTLED_MS = 800;
const SAVE_POLL_MS = 250;
const SAVE_TIMEOUT_MS = 15_000;
/** More than one search reads. */
const SEARCHED_AGENTS = 2_000;
/** More than one page of the API. */
const OTHER_AGENTS = 60;

const savedWorkflow = z.object({
	nodes: z.array(z.object({ parameters: z.object({ agentId: z.unknown() }) })),
});

describeInBrowser('in the editor of n8n 2.41.1, with a credential', () => {
	const n8n = useTestN8n('2.41.1');
	let page: Page;
	useEditor(n8n, (opened) => (page = opened));
	let fakeApi: FakeApi;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
		const avatar = addAvatar(fakeApi.store, { name: 'Ada' });
		for (let number = 0; number < OTHER_AGENTS; number++) {
			addAgent(fakeApi.store, { name: `Agent ${number}`, avatar_id: avatar.id });
		}
		addAgent(fakeApi.store, { id: 'the-one', name: 'Nova for sales', avatar_id: avatar.id });
	});
	afterAll(async () => await fakeApi?.stop());

	/** Opens the action node of a new workflow, with the picker of its agent. */
	async function openPicker(): Promise<string> {
		const credential = await createApiCredential(n8n.client, fakeApi.url);
		const workflowId = await n8n.client.createWorkflow({
			name: 'Picker',
			nodes: [
				{
					id: randomUUID(),
					name: 'Beyond Presence',
					type: 'n8n-nodes-beyond-presence.beyondPresence',
					typeVersion: 1,
					position: [0, 0],
					parameters: { resource: 'agent', operation: 'get' },
					credentials: { beyondPresenceApi: credential },
				},
			],
			connections: {},
		});
		await page.goto(`${n8n.server.baseUrl}/workflow/${workflowId}`);
		await page.getByTestId('canvas-default-node').dblclick();
		await page.getByTestId('rlc-input').click();
		return workflowId;
	}

	it('an agent is searched by name, chosen and saved', async () => {
		const workflowId = await openPicker();
		await page.getByTestId('rlc-search').fill('nova');
		await page.getByTestId('rlc-item').filter({ hasText: 'Nova for sales' }).waitFor();
		await page.waitForTimeout(SETTLED_MS);
		await screenshot(page, 'agent-picker');
		await page.getByTestId('rlc-item').filter({ hasText: 'Nova for sales' }).click();
		await page.getByTestId('ndv-close-button').click();
		await page.keyboard.press('Control+s');

		const deadline = Date.now() + SAVE_TIMEOUT_MS;
		for (;;) {
			const saved = savedWorkflow.parse(
				await n8n.client.publicApi('GET', `/workflows/${workflowId}`),
			);
			const agentId = saved.nodes[0]?.parameters.agentId;
			if (agentId !== undefined || Date.now() > deadline) {
				expect(agentId).toMatchObject({
					mode: 'list',
					value: 'the-one',
					cachedResultName: 'Nova for sales',
				});
				return;
			}
			await page.waitForTimeout(SAVE_POLL_MS);
		}
	});

	it('a search that ends before the list does says so', async () => {
		for (let number = 0; number < SEARCHED_AGENTS; number++) {
			addAgent(fakeApi.store, { id: `more-${number}`, name: `Older agent ${number}` });
		}
		await openPicker();
		await page.getByTestId('rlc-search').fill('zzz');
		// A busy machine reads fewer than the 2,000 of one search within its 10 s.
		const says = /No match for 'zzz' among the first \d+ entries\. Choose 'By ID'/;
		await page.getByText(says).waitFor();
		await screenshot(page, 'agent-picker-no-match');
	});
});
