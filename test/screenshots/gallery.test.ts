/**
 * Everything that a person sees of the package in n8n 2.41.1, in n8n's light and dark theme, as
 * pictures to look at. Each test also checks that what matters is really there to be read.
 */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { productionUrl, testUrl, type WorkflowDraft } from '../support/n8n/workflow';
import { createApiCredential, createCredential } from '../support/n8n/credentials';
import { screenshot, useEditor } from '../support/editor/browser';
import { createSecret } from '../support/n8n/credentials';
import { post } from '../support/events/post';
import { FOLLOWER, untilResponding, triggerWorkflow, TRIGGER } from '../support/n8n/listener';
import { useTestN8n } from '../support/n8n/testN8n';
import { documentedCallEnded } from '../support/samples/payloads';
import { fillWithSample } from '../support/fakeApi/sample';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import {
	actionsWorkflow,
	EVERYTHING,
	pollWorkflow,
	secretWorkflow,
	type ApiCredentials,
} from './workflows';

/** Until the panels have slid in, and until the colours have changed. */
const SETTLED_MS = 800;
const RECOLOURED_MS = 400;
/** n8n tries five times to publish before it says that it failed. */
const PUBLISH_TIMEOUT_MS = 120_000;
const PATIENCE_MS = 60_000;
jest.setTimeout(300_000);
const NORMAL = { width: 1440, height: 900 };
/** For a whole form at once. */
const TALL = { width: 1440, height: 1400 };
const EVENTS = ['call_started', 'message', 'call_ended', 'other'];

const n8n = useTestN8n('2.41.1');
let page: Page;
useEditor(n8n, (opened) => {
	page = opened;
	page.setDefaultTimeout(PATIENCE_MS);
});
let standIn: FakeApi;
let api: ApiCredentials;
beforeAll(async () => {
	standIn = await startFakeApi();
	fillWithSample(standIn.store, new Date());
	const { client } = n8n;
	api = {
		good: await createApiCredential(client, standIn.url),
		badKey: await createCredential(client, 'beyondPresenceApi', {
			...{ apiKey: 'not-the-key', baseUrl: standIn.url },
		}),
		// The port discard, where nobody listens.
		unreachable: await createApiCredential(client, 'http://127.0.0.1:9'),
	};
});
afterAll(async () => await standIn?.stop());

/** The page in both themes: n8n follows the browser's unless a user chooses another. */
async function picture(name: string): Promise<void> {
	await page.waitForTimeout(SETTLED_MS);
	await screenshot(page, name);
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.waitForTimeout(RECOLOURED_MS);
	await screenshot(page, `${name}-dark`);
	await page.emulateMedia({ colorScheme: 'light' });
}

async function visit(address: string): Promise<void> {
	await page.goto(address);
	await page.locator('.vue-flow__node').first().waitFor();
	await page.waitForTimeout(SETTLED_MS);
}

async function open(draft: WorkflowDraft): Promise<void> {
	const id = await n8n.client.createWorkflow(draft);
	await visit(`${n8n.server.baseUrl}/workflow/${id}`);
}

async function openNode(name: string): Promise<void> {
	await page.locator(`[data-node-name="${name}"]`).first().dblclick();
	await page.getByTestId('ndv').waitFor();
}

const output = () => page.getByTestId('output-panel');
const fails = async (message: string) =>
	await page.getByTestId('node-error-message').getByText(message).waitFor();
const shows = async (text: string | RegExp) => await page.getByText(text).first().waitFor();

it('the nodes panel finds both triggers and lists events and actions', async () => {
	await page.goto(`${n8n.server.baseUrl}/workflow/new`);
	await page.getByTestId('canvas-add-button').getByRole('button').click();
	await page.getByTestId('node-creator-search-bar').fill('beyond');
	await shows('Beyond Presence Poll Trigger');
	await picture('panel-search');
	await page.getByText('Beyond Presence', { exact: true }).click();
	await shows('On call ended');
	await page.getByText(/^Actions \(\d+\)$/).click();
	await shows('Get a call as call ended event');
	await picture('panel-actions');
});

it('the trigger listens, and shows an item as schema, table and JSON', async () => {
	const webhookId = randomUUID();
	await open({ ...triggerWorkflow(webhookId, { events: EVENTS }), name: 'Calls' });
	await shows(/^call started, message, call e/);
	await picture('trigger-canvas');
	await openNode(TRIGGER);
	await picture('trigger-parameters');
	await page.getByText('When will this node trigger my flow?').click();
	await shows(/Then every event starts an execution/);
	await picture('trigger-help');
	await page.getByTestId('trigger-execute-button').click();
	await page.getByTestId('trigger-listening').waitFor();
	await picture('trigger-listening');
	await post(testUrl(n8n.server.baseUrl, webhookId), documentedCallEnded);
	for (const view of ['schema', 'table', 'json']) {
		await output().getByTestId(`radio-button-${view}`).click();
		await output().getByText('call_ended').first().waitFor();
		await picture(`trigger-output-${view}`);
	}
});

it('behind the trigger, the fields are there to drag once a call has ended', async () => {
	const webhookId = randomUUID();
	const draft = triggerWorkflow(webhookId, { events: ['call_ended'] });
	const id = await n8n.client.createWorkflow(draft);
	const url = productionUrl(n8n.server.baseUrl, webhookId);
	await n8n.client.publicApi('POST', `/workflows/${id}/activate`);
	await untilResponding(url);
	await post(url, documentedCallEnded);
	await n8n.client.waitForExecutions(id, 1);
	await visit(`${n8n.server.baseUrl}/workflow/${id}`);
	await openNode(FOLLOWER);
	await shows('The fields below come from the last successful execution');
	await shows('user_sentiment');
	await picture('fields-behind-trigger');
});

describe('the action node', () => {
	let address: string;
	beforeAll(async () => {
		const id = await n8n.client.createWorkflow(actionsWorkflow(api));
		address = `${n8n.server.baseUrl}/workflow/${id}`;
	});
	beforeEach(async () => await visit(address), PATIENCE_MS);

	it('shows its fields before anything has run, also to the node behind it', async () => {
		await openNode('Next');
		await shows('max_session_length_minutes');
		await picture('fields-behind-action');
	});

	it('shows its credential with a test that succeeds', async () => {
		await openNode('List Agents');
		await page.getByTestId('credential-edit-button').first().click();
		await shows('Connection tested successfully');
		await picture('credential-api-ok');
	});

	it('shows its credential with a test that fails', async () => {
		await openNode('Bad Key');
		await page.getByTestId('credential-edit-button').first().click();
		await page.getByText('More details').click();
		await shows('Beyond Presence did not accept this API key.');
		await picture('credential-api-failed');
	});

	it.each([
		['Bad Key', 'Beyond Presence did not accept the API key'],
		['Not Found', 'The agent "1c540d63-8044-4e87-9fc1" was not found'],
		['API Down', 'Could not reach Beyond Presence at http://127.0.0.1:9'],
		['Invalid Input', 'Max Session Length Minutes: must be a number'],
		['Unknown Avatar', 'Beyond Presence did not find what this node names'],
	])('says what is wrong: %s', async (name, message) => {
		await openNode(name);
		await page.getByTestId('ndv').getByTestId('node-execute-button').first().click();
		await fails(message);
		await picture(`error-${name.toLowerCase().replaceAll(' ', '-')}`);
	});

	it('says in a picker what is wrong with the credential', async () => {
		await openNode('Choose Agent');
		await page.getByTestId('rlc-input').click();
		await shows(/Beyond Presence did not accept the API key/);
		await picture('error-picker');
	});
});

describe('the poll trigger', () => {
	it('fetches the newest call', async () => {
		await open(pollWorkflow(api.good));
		await openNode('Beyond Presence Poll Trigger');
		await page.getByText('Fetch Test Event').first().click();
		await output().getByText('What does it cost?').first().waitFor();
		await picture('poll-output');
	});

	it('says that its key is not accepted', async () => {
		await open(pollWorkflow(api.badKey));
		await openNode('Beyond Presence Poll Trigger');
		await page.getByText('Fetch Test Event').first().click();
		await fails('Beyond Presence did not accept the API key');
		await picture('error-poll-bad-key');
	});
});

describe('the trigger with a webhook secret', () => {
	const secret = { method: 'queryParameter' as const, secret: 'k3J9-vN2_qX7.tB5wZ8' };
	const shortSecret = async () => await createSecret(n8n.client, { ...secret, secret: 'short' });

	it('shows all that it has, and its credential with a test that succeeds', async () => {
		const beyondPresenceWebhookApi = await createSecret(n8n.client, secret);
		await page.setViewportSize(TALL);
		const credentials = { beyondPresenceWebhookApi, beyondPresenceApi: api.good };
		await open(secretWorkflow(credentials, EVERYTHING));
		await openNode(TRIGGER);
		await shows('Add Agent');
		await picture('trigger-everything');
		await page.setViewportSize(NORMAL);
		await page.getByTestId('credential-edit-button').first().click();
		await shows('Connection tested successfully');
		await picture('credential-secret-ok');
	});

	it('shows in the credential that a secret is too short', async () => {
		await open(secretWorkflow({ beyondPresenceWebhookApi: await shortSecret() }));
		await openNode(TRIGGER);
		await page.getByTestId('credential-edit-button').first().click();
		await page.getByText('More details').click();
		await shows('The webhook secret is too short. It needs at least 16 characters.');
		await picture('credential-secret-failed');
	});

	it('says why the workflow is not published', async () => {
		await open(secretWorkflow({ beyondPresenceWebhookApi: await shortSecret() }));
		await page.getByTestId('workflow-open-publish-modal-button').click();
		await page.getByTestId('workflow-publish-button').click();
		const reason = page.getByText('The webhook secret is too short').first();
		await reason.waitFor({ timeout: PUBLISH_TIMEOUT_MS });
		await picture('error-publish-short-secret');
	});
});
