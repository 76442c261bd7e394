/** A newcomer's way through the editor, and the pictures of it for the documentation. */
import type { Page } from 'playwright-core';
import { describeInBrowser, screenshot, useEditor } from '../support/editor/browser';
import { post } from '../support/events/post';
import { untilResponding } from '../support/n8n/listener';
import { useTestN8n } from '../support/n8n/testN8n';
import { AGENT_ID, documentedCallEnded, greeting } from '../support/samples/payloads';

/** Until the panels have slid in. */
const SETTLED_MS = 800;
const FOLLOWING_NODE = 'No Operation, do nothing';

describeInBrowser('in the editor of n8n 2.41.1', () => {
	const n8n = useTestN8n('2.41.1');
	let page: Page;
	useEditor(n8n, (opened) => (page = opened));

	const shot = async (name: string) => {
		await page.waitForTimeout(SETTLED_MS);
		await screenshot(page, name);
	};

	async function findTrigger(): Promise<void> {
		await page.goto(`${n8n.server.baseUrl}/workflow/new`);
		await page.getByTestId('canvas-add-button').getByRole('button').click();
		await page.getByTestId('node-creator-search-bar').fill('beyond');
		await page.getByText('Beyond Presence', { exact: true }).waitFor();
		await shot('nodes-panel');
	}

	/** Returns the production URL that the node shows. */
	async function addTrigger(): Promise<string> {
		await page.getByText('Beyond Presence', { exact: true }).click();
		await page.getByText('On call ended').click();
		await page.getByTestId('ndv').getByText('Call Ended', { exact: true }).waitFor();
		await page.getByText('Webhook URLs', { exact: true }).click();
		await page.getByTestId('radio-button-production').click();
		const url = await page.getByText(/^\s*http:\/\/127\.0\.0\.1:\d+\/webhook\//).innerText();
		await shot('parameters');
		await page.getByTestId('ndv-close-button').click();
		return url.trim();
	}

	async function connectFollowingNode(): Promise<void> {
		await page.getByTestId('canvas-handle-plus').first().click();
		await page.getByTestId('node-creator-search-bar').fill('no operation');
		await page.getByText(FOLLOWING_NODE, { exact: true }).click();
		await page.getByTestId('ndv-close-button').click();
		await page.getByTestId('edge').waitFor({ state: 'attached' });
		await shot('canvas');
	}

	async function publish(): Promise<void> {
		await page.getByTestId('workflow-open-publish-modal-button').click();
		await page.getByTestId('workflow-publish-button').click();
		await page.getByTestId('activation-modal').waitFor();
		await shot('published');
		await page.getByRole('button', { name: 'Got it' }).click();
	}

	it.each(['avatar', 'video', 'conversation', 'call', 'interview'])(
		'the nodes panel finds the nodes by "%s"',
		async (word) => {
			await page.goto(`${n8n.server.baseUrl}/workflow/new`);
			await page.getByTestId('canvas-add-button').getByRole('button').click();
			await page.getByTestId('node-creator-search-bar').fill(word);
			for (const name of ['Beyond Presence', 'Beyond Presence Poll Trigger']) {
				await page.getByText(name, { exact: true }).waitFor();
			}
		},
	);

	it('a newcomer gets from the nodes panel to the item of a call in the following node', async () => {
		await findTrigger();
		const url = await addTrigger();
		expect(url).toMatch(/\/webhook\/[-0-9a-f]{36}\/webhook$/);
		await connectFollowingNode();
		await publish();

		await untilResponding(url);
		await post(url, greeting);
		expect(await post(url, documentedCallEnded)).toMatchObject({ status: 200, text: '' });

		await page.getByTestId('radio-button-executions').click();
		const list = page.getByTestId('current-executions-list');
		await list.getByText('Succeeded in').waitFor();
		await shot('execution');
		expect(await list.getByText('Succeeded in').count()).toBe(1);

		await page.getByTestId('canvas-default-node').dblclick();
		const output = page.getByTestId('output-panel');
		await output.getByText(AGENT_ID).waitFor();
		await shot('item-table');
		await output.getByTestId('radio-button-json').click();
		await output.getByText('"call_ended"').waitFor();
		expect(await output.innerText()).toContain('Agent: Hi, I am Nova. How can I help?');
		await shot('item');
	});
});
