/** A real Chromium, for tests of what a person or a browser does. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { findChromium } from './chromium';
import { Editor } from './editor';
import { N8N_START_TIMEOUT_MS, type N8nOfTests } from '../n8n/testN8n';

const ACTION_TIMEOUT_MS = 30_000;

/** What n8n's editor calls it. */
selectors.setTestIdAttribute('data-test-id');

/**
 * Runs a group of tests if there is a Chromium. Otherwise it is skipped, which `npm test` counts and
 * reports; with CI=true it fails instead.
 */
export const describeInBrowser: typeof describe =
	findChromium() !== undefined || process.env.CI === 'true' ? describe : describe.skip;

export async function launchBrowser(): Promise<Browser> {
	const executablePath = findChromium();
	if (executablePath === undefined || !existsSync(executablePath)) {
		throw new Error('There is no Chromium on this machine.');
	}
	return await chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** A page of n8n's editor with its owner logged in. */
export async function openEditor(browser: Browser, n8n: N8nOfTests): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	await context.addCookies([{ ...n8n.client.cookie, url: n8n.server.baseUrl }]);
	const page = await context.newPage();
	page.setDefaultTimeout(ACTION_TIMEOUT_MS);
	return page;
}

/** A page of the editor of that n8n for the tests of a `describe`: `use` gets it before they run. */
export function useEditor(n8n: N8nOfTests, use: (page: Page, editor: Editor) => void): void {
	let browser: Browser | undefined;
	beforeAll(async () => {
		browser = await launchBrowser();
		const page = await openEditor(browser, n8n);
		use(page, new Editor(page, n8n));
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => await browser?.close());
}

/** `npm run screenshots` puts them into the documentation; otherwise they are there to look at. */
const SCREENSHOT_FOLDER = process.env.SCREENSHOT_FOLDER ?? path.join('reports', 'screenshots');

export async function screenshot(page: Page, name: string): Promise<void> {
	await mkdir(SCREENSHOT_FOLDER, { recursive: true });
	await page.screenshot({ path: path.join(SCREENSHOT_FOLDER, `${name}.png`) });
}
