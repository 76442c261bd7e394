/** The dashboard when a URL is saved: a test event from a page on another origin. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { testUrl } from '../support/n8n/workflow';
import { describeInBrowser, launchBrowser, openEditor } from '../support/editor/browser';
import { post } from '../support/events/post';
import { NO_EVENT_TYPE, TEST_OK } from '../support/events/responses';
import { Listener, triggerWorkflow } from '../support/n8n/listener';
import { N8N_START_TIMEOUT_MS, useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import { capturedMessage, documentedTest, olderTest } from '../support/samples/payloads';

/** What the page could read; it rejects if CORS forbids that. */
interface Seen {
	status: number;
	text: string;
}

async function postFromPage(page: Page, url: string, body: object): Promise<Seen> {
	return await page.evaluate(
		async ([to, json]) => {
			const response = await fetch(to, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: json,
			});
			return { status: response.status, text: await response.text() };
		},
		[url, JSON.stringify(body)] as const,
	);
}

describeInBrowser.each(VERSIONS)('in a browser, against n8n %s', (version) => {
	const n8n = useTestN8n(version);
	let browser: Browser;
	let otherOrigin: Server;
	let dashboard: Page;
	beforeAll(async () => {
		browser = await launchBrowser();
		otherOrigin = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Dashboard</title>');
		});
		await new Promise<void>((resolve) => otherOrigin.listen(0, '127.0.0.1', resolve));
		dashboard = await browser.newPage();
		const { port } = otherOrigin.address() as AddressInfo;
		await dashboard.goto(`http://127.0.0.1:${port}/`);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		otherOrigin?.close();
	});

	it.each([
		['documented', documentedTest],
		['older', olderTest],
	])('the %s test event is read as 200 from the production URL', async (_, event) => {
		const listener = await Listener.start(n8n.client);
		expect(await postFromPage(dashboard, listener.url, event)).toEqual(TEST_OK);
		expect(await listener.countExecutions()).toBe(0);
	});

	it('the page can read a refusal, too', async () => {
		const listener = await Listener.start(n8n.client);
		expect(await postFromPage(dashboard, listener.url, {})).toEqual(NO_EVENT_TYPE);
	});

	it('the test event is read as 200 from the test URL, and the editor keeps listening', async () => {
		const webhookId = randomUUID();
		const workflowId = await n8n.client.createWorkflow(triggerWorkflow(webhookId, {}));
		const url = testUrl(n8n.server.baseUrl, webhookId);
		const editor = await openEditor(browser, n8n);
		await editor.goto(`${n8n.server.baseUrl}/workflow/${workflowId}`);
		await editor.getByTestId('canvas-trigger-node').dblclick();
		await editor.getByTestId('trigger-execute-button').click();
		await editor.getByTestId('trigger-listening').waitFor();

		expect(await postFromPage(dashboard, url, documentedTest)).toEqual(TEST_OK);
		await editor.getByTestId('trigger-listening').waitFor();

		expect(await post(url, capturedMessage)).toMatchObject({ status: 200, text: '' });
		await editor.getByText('Can I see the price list?').first().waitFor();
		await editor.context().close();
	});
});
