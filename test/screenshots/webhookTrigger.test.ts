/**
 * The webhook trigger in the editor, as pictures to look at. Each test also checks that the important
 * text is really there.
 */
import { randomUUID } from 'node:crypto';
import { post } from '../support/events/post';
import { createSecret, type SavedCredential } from '../support/n8n/credentials';
import {
	ALL_EVENTS,
	FOLLOWER,
	TRIGGER,
	triggerWorkflow,
	untilResponding,
} from '../support/n8n/listener';
import { productionUrl, testUrl } from '../support/n8n/workflow';
import { documentedCallEnded } from '../support/samples/payloads';
import { useStudio } from './pictures';

/** n8n tries five times to publish before it says that it failed, in ms. */
const PUBLISH_TIMEOUT_MS = 120_000;
jest.setTimeout(300_000);
const NORMAL = { width: 1440, height: 900 };
/** For a whole form. */
const TALL = { width: 1440, height: 1400 };

/** All settings of the trigger. */
const EVERYTHING = {
	useApi: true,
	filters: {
		agents: { agent: [{ agentId: { __rl: true, mode: 'list', value: '' } }] },
		sender: 'any',
	},
	options: { addCallDetails: true, ignoreDuplicates: true },
};

const studio = useStudio();
const { n8n, picture, shows } = studio;

it('the nodes panel finds both triggers and lists events and actions', async () => {
	const { page } = studio;
	await page.goto(`${n8n.server.baseUrl}/workflow/new`);
	await page.getByTestId('canvas-add-button').getByRole('button').click();
	await page.getByTestId('node-creator-search-bar').fill('beyond');
	await shows('Beyond Presence Poll Trigger');
	await picture('panel-search');
	await page.getByText('Beyond Presence', { exact: true }).click();
	await shows('On call ended');
	await page.getByText(/^Actions \(\d+\)$/).click();
	await shows('Get call as call ended event');
	await picture('panel-actions');
});

it('the trigger listens, and shows an item as schema, table and JSON', async () => {
	const { page, editor } = studio;
	const webhookId = randomUUID();
	const draft = { ...triggerWorkflow(webhookId, ALL_EVENTS), name: 'Calls' };
	await editor.openWorkflow(await n8n.client.createWorkflow(draft));
	await shows(/^call started, message, call e/);
	await picture('trigger-canvas');
	await editor.openNode(TRIGGER);
	await picture('trigger-parameters');
	await page.getByText('When will this node trigger my flow?').click();
	await shows(/Then publish/);
	await picture('trigger-help');
	await page.getByTestId('trigger-execute-button').click();
	await page.getByTestId('trigger-listening').waitFor();
	await picture('trigger-listening');
	await post(testUrl(n8n.server.baseUrl, webhookId), documentedCallEnded);
	await editor.output.getByText('call_ended').first().waitFor();
	for (const view of ['schema', 'table', 'json'] as const) {
		expect(await editor.readOutput(view)).toContain('call_ended');
		await picture(`trigger-output-${view}`);
	}
});

it('mock data can be set and stays pinned', async () => {
	const { editor } = studio;
	await editor.openWorkflow(await n8n.client.createWorkflow(triggerWorkflow(randomUUID(), {})));
	await editor.openNode(TRIGGER);
	await editor.setMockData([documentedCallEnded]);
	await picture('trigger-pinned');
	await editor.closeNode();
	await picture('trigger-pinned-canvas');
});

it('behind the trigger, the fields are there to drag once a call has ended', async () => {
	const { editor } = studio;
	const webhookId = randomUUID();
	const draft = triggerWorkflow(webhookId, { events: ['call_ended'] });
	const id = await n8n.client.createWorkflow(draft);
	const url = productionUrl(n8n.server.baseUrl, webhookId);
	await n8n.client.publicApi('POST', `/workflows/${id}/activate`);
	await untilResponding(url);
	await post(url, documentedCallEnded);
	await n8n.client.waitForExecutions(id, 1);
	await editor.openWorkflow(id);
	await editor.openNode(FOLLOWER);
	await shows('The fields below come from the last successful execution');
	await shows('user_sentiment');
	await picture('fields-behind-trigger');
});

describe('with a webhook secret', () => {
	const secret = { method: 'queryParameter' as const, secret: 'k3J9vN2qX7tB5wZ8' };

	async function openGuarded(
		webhookSecret: string,
		parameters: Record<string, unknown> = {},
		credentials: Record<string, SavedCredential> = {},
	): Promise<void> {
		const saved = await createSecret(n8n.client, { ...secret, secret: webhookSecret });
		const draft = triggerWorkflow(
			randomUUID(),
			{ authentication: 'webhookSecret', ...parameters },
			{ beyondPresenceWebhookApi: saved, ...credentials },
		);
		await studio.editor.openWorkflow(await n8n.client.createWorkflow(draft));
	}

	it('shows all its settings, and its credential with a test that succeeds', async () => {
		const { page, editor, api } = studio;
		await page.setViewportSize(TALL);
		await openGuarded(secret.secret, EVERYTHING, { beyondPresenceApi: api.good });
		await editor.openNode(TRIGGER);
		await shows('Add Agent');
		await picture('trigger-everything');
		await page.setViewportSize(NORMAL);
		await page.getByTestId('credential-edit-button').first().click();
		await shows('Connection tested successfully');
		await picture('credential-secret-ok');
	});

	it('shows in the credential that a secret is too short', async () => {
		const { page, editor } = studio;
		await openGuarded('short');
		await editor.openNode(TRIGGER);
		await page.getByTestId('credential-edit-button').first().click();
		await page.getByText('More details').click();
		await shows('The webhook secret is too short. It needs at least 16 characters.');
		await picture('credential-secret-failed');
	});

	it('says why the workflow is not published', async () => {
		const { page } = studio;
		await openGuarded('short');
		await page.getByTestId('workflow-open-publish-modal-button').click();
		await page.getByTestId('workflow-publish-button').click();
		const reason = page.getByText('The webhook secret is too short').first();
		await reason.waitFor({ timeout: PUBLISH_TIMEOUT_MS });
		await picture('error-publish-short-secret');
	});
});
