/** Pictures of the editor of n8n 2.41.1 in both themes, with credentials for the fake API. */
import type { Page } from 'playwright-core';
import { screenshot, useEditor } from '../support/editor/browser';
import type { Editor } from '../support/editor/editor';
import { fillWithSample } from '../support/fakeApi/sample';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import {
	createApiCredential,
	createCredential,
	type SavedCredential,
} from '../support/n8n/credentials';
import { useTestN8n, type N8nOfTests } from '../support/n8n/testN8n';

/** Until the panels have slid in, and until the colours have changed, in ms. */
const SETTLED_MS = 800;
const RECOLOURED_MS = 400;
const ACTION_TIMEOUT_MS = 60_000;

interface Studio {
	n8n: N8nOfTests;
	page: Page;
	editor: Editor;
	/** Credentials by what is the matter with them. */
	api: Record<'good' | 'badKey' | 'unreachable', SavedCredential>;
	/** Takes the page in n8n's light and dark theme. */
	picture(name: string): Promise<void>;
	/** Waits until the page shows a text. */
	shows(text: string | RegExp): Promise<void>;
}

async function credentialsFor({ client }: N8nOfTests, apiUrl: string): Promise<Studio['api']> {
	return {
		good: await createApiCredential(client, apiUrl),
		badKey: await createCredential(client, 'beyondPresenceApi', {
			...{ apiKey: 'not-the-key', baseUrl: apiUrl },
		}),
		// The port "discard", where no server listens.
		unreachable: await createApiCredential(client, 'http://127.0.0.1:9'),
	};
}

/** Everything that the tests of a file need, ready before they run. */
export function useStudio(): Studio {
	const n8n = useTestN8n('2.41.1');
	let studio: Pick<Studio, 'page' | 'editor' | 'api'>;
	let opened: Pick<Studio, 'page' | 'editor'>;
	let fakeApi: FakeApi | undefined;
	useEditor(n8n, (page, editor) => {
		page.setDefaultTimeout(ACTION_TIMEOUT_MS);
		opened = { page, editor };
	});
	beforeAll(async () => {
		fakeApi = await startFakeApi();
		fillWithSample(fakeApi.store, new Date());
		studio = { ...opened, api: await credentialsFor(n8n, fakeApi.url) };
	});
	afterAll(async () => await fakeApi?.stop());

	async function picture(name: string): Promise<void> {
		const { page } = studio;
		await page.waitForTimeout(SETTLED_MS);
		await screenshot(page, name);
		// n8n follows the browser unless a user chooses a theme.
		await page.emulateMedia({ colorScheme: 'dark' });
		await page.waitForTimeout(RECOLOURED_MS);
		await screenshot(page, `${name}-dark`);
		await page.emulateMedia({ colorScheme: 'light' });
	}
	return {
		n8n,
		get page() {
			return studio.page;
		},
		get editor() {
			return studio.editor;
		},
		get api() {
			return studio.api;
		},
		picture,
		shows: async (text) => await studio.page.getByText(text).first().waitFor(),
	};
}
