/** The workflows of `examples/` that need something filled in, published and run as their notes say. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { itemsOf, type ExecutionWithData } from '../support/n8n/execution';
import { productionUrl } from '../support/n8n/workflow';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addAvatar, addCall } from '../support/fakeApi/store';
import {
	AGENT_ID,
	callStartedEvent,
	capturedMessage,
	greeting,
	unknownEvent,
} from '../support/samples/payloads';
import { CALL_ID, documentedCallEnded } from '../support/samples/payloads';
import { createApiCredential, createCredential } from '../support/n8n/credentials';
import type { SavedCredential } from '../support/n8n/credentials';
import { filledIn, runSetUp, shownFormPage, tableRows, type FillIn } from './support/example';
import { readExample } from '../support/samples/examples';
import { isResponding, post } from '../support/events/post';
import { untilResponding } from '../support/n8n/listener';
import { until } from '../support/until';
import { startOutsideSink, type OutsideSink } from '../support/n8n/outsideSink';
import { N8N_START_TIMEOUT_MS, startTestN8n, type TestN8n } from '../support/n8n/testN8n';

const workflowSchema = z.object({
	data: z.object({ staticData: z.object({ global: z.record(z.string(), z.unknown()) }) }),
});

/** The agent of the sample call, whose calls the example passes to sales. */
const SALES_AGENT = '3f6c2a9e-58d1-4b7a-9c40-d2e81b05f7a6';

/** Long enough for two polls, in ms. */
const POLLS_TIMEOUT_MS = 150_000;

describe('on n8n 2.41.1, the example', () => {
	let n8n: TestN8n;
	let fakeApi: FakeApi;
	let sink: OutsideSink;
	let credentials: Record<string, SavedCredential>;

	beforeAll(async () => {
		fakeApi = await startFakeApi();
		sink = await startOutsideSink({
			'slack.com/api/chat.postMessage': { ok: true, channel: 'C1', ts: '1', message: {} },
			'api.hubapi.com/contacts/v1/contact/createOrUpdate': { vid: 7, isNew: true },
			'app.asana.com/api/1.0/tasks': { data: { gid: '7' } },
		});
		n8n = await startTestN8n('2.41.1', { env: sink.env, preload: sink.preload });
		credentials = {
			beyondPresenceApi: await createApiCredential(n8n.client, fakeApi.url),
			slackApi: await createCredential(n8n.client, 'slackApi', { accessToken: 'xoxb-test' }),
			hubspotAppToken: await createCredential(n8n.client, 'hubspotAppToken', { appToken: 'pat' }),
			asanaApi: await createCredential(n8n.client, 'asanaApi', { accessToken: 'asana' }),
		};
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
		await sink?.stop();
		await fakeApi?.stop();
	});
	beforeEach(() => {
		sink.requests.length = 0;
		fakeApi.requests.length = 0;
		for (const objects of Object.values(fakeApi.store)) objects.clear();
	});

	async function imported(name: string, parameters: FillIn['parameters'] = {}) {
		const webhookId = randomUUID();
		const draft = filledIn(readExample(name), webhookId, { credentials, parameters });
		const workflowId = await n8n.client.createWorkflow(draft);
		return { workflowId, url: productionUrl(n8n.client.baseUrl, webhookId), webhookId };
	}

	async function published(name: string, parameters?: FillIn['parameters']) {
		const workflow = await imported(name, parameters);
		await n8n.client.activate(workflow.workflowId, async () => await isResponding(workflow.url));
		await untilResponding(workflow.url);
		return workflow;
	}

	async function executed(workflowId: string, count: number, timeoutMs?: number) {
		const executions = await n8n.client.waitForExecutions(workflowId, count, timeoutMs);
		expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'success'));
		return executions;
	}

	const given = (executions: ExecutionWithData[], node: string) =>
		executions.flatMap((execution) => itemsOf(execution, node));

	it('slack-notification posts the call, with the texts of callers cut and escaped', async () => {
		const { workflowId, url } = await published('slack-notification');
		const said = `<!channel> & <https://evil.example|log in> ${'a'.repeat(3_000)}`;
		const messages = [{ sender: 'user', message: said, sent_at: '2025-05-28T10:26:32Z' }];
		await post(url, { ...documentedCallEnded, user_name: '<@U1>', messages });
		await executed(workflowId, 1);
		const start =
			'*&lt;@U1&gt;* talked for 3.5 minutes about _Pricing_ (positive).\nUser: &lt;!channel&gt; &amp; &lt;https://evil.example|log in&gt; aaa';
		expect(sink.requests).toMatchObject([
			{
				to: 'slack.com/api/chat.postMessage',
				headers: { authorization: 'Bearer xoxb-test' },
				body: { channel: '#calls', text: expect.stringMatching(/^[^<]{2000,2200}$/) },
			},
		]);
		expect(sink.requests[0]?.body).toMatchObject({ text: expect.stringContaining(start) });
	});

	it('hubspot-contact saves the callers that have an email address', async () => {
		const call = { agent_id: AGENT_ID, user_name: 'Ada Stone' };
		addCall(fakeApi.store, { ...call, id: CALL_ID, user_email: 'ada@example.com' });
		addCall(fakeApi.store, { ...call, id: 'unknown', user_email: null });
		const { workflowId, url } = await published('hubspot-contact');
		await post(url, documentedCallEnded);
		await post(url, { ...documentedCallEnded, call_id: 'unknown' });
		await executed(workflowId, 2);
		expect(sink.requests.map(({ to }) => decodeURIComponent(to))).toEqual([
			'api.hubapi.com/contacts/v1/contact/createOrUpdate/email/ada@example.com',
			// The node reads what it wrote.
			'api.hubapi.com/contacts/v1/contact/vid/7/profile',
		]);
		expect(sink.requests[0]?.body).toEqual({
			properties: expect.arrayContaining([
				{ property: 'firstname', value: 'Ada Stone' },
				{ property: 'message', value: expect.stringContaining('Pricing (positive') },
			]),
		});
	});

	it('follow-up-task makes a task for an unhappy caller only', async () => {
		const { workflowId, url } = await published('follow-up-task', {
			'Create Asana task': { workspace: '42' },
		});
		const { evaluation } = documentedCallEnded;
		await post(url, documentedCallEnded);
		await post(url, {
			...documentedCallEnded,
			evaluation: { ...evaluation, user_sentiment: 'Negative' },
		});
		await executed(workflowId, 2);
		expect(sink.requests).toMatchObject([
			{
				to: 'app.asana.com/api/1.0/tasks',
				body: {
					data: {
						name: 'Call back Ada Stone: Pricing',
						workspace: '42',
						notes: expect.stringContaining('Can I see the price list?'),
						due_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
					},
				},
			},
		]);
	});

	it('live-dashboard keeps one row for each call', async () => {
		const { workflowId, url } = await published('live-dashboard');
		await runSetUp(n8n.client, workflowId);
		for (const [index, event] of [greeting, capturedMessage, documentedCallEnded].entries()) {
			await post(url, event);
			await executed(workflowId, index + 2);
		}
		await post(url, { ...documentedCallEnded, call_id: 'another' });
		await executed(workflowId, 5);
		expect(await tableRows(n8n.client, 'Beyond Presence calls')).toMatchObject([
			{
				call_id: CALL_ID,
				user_name: 'Ada Stone',
				agent_id: AGENT_ID,
				status: 'ended',
				last_speaker: 'user',
				last_message: 'Can I see the price list?',
				topic: 'Pricing',
				sentiment: 'positive',
				minutes: 3.5,
			},
			{ call_id: 'another', status: 'ended', last_message: null },
		]);
	});

	it('one-url-several-workflows passes each event and each agent to its workflow', async () => {
		const targets = ['call starts', 'messages', 'sales', 'support', 'other agents', 'other events'];
		const ids: Record<string, string> = {};
		for (const target of targets) {
			const { workflowId } = await imported('one-url-several-workflows.sub-workflow');
			await n8n.client.publicApi('POST', `/workflows/${workflowId}/activate`);
			ids[target] = workflowId;
		}
		const parameters = Object.fromEntries(
			targets.map((target) => [
				`Run workflow for ${target}`,
				{ workflowId: { __rl: true, mode: 'id', value: ids[target] } },
			]),
		);
		const { workflowId, url } = await published('one-url-several-workflows', parameters);
		const ended = (call_id: string, agentId: string) => ({
			...documentedCallEnded,
			call_id,
			call_data: { agentId },
		});
		await post(url, callStartedEvent);
		await post(url, capturedMessage);
		await post(url, unknownEvent);
		await post(url, ended('c1', SALES_AGENT));
		await post(url, ended('c2', 'ID-of-the-support-agent'));
		await post(url, ended('c3', 'somebody-else'));
		await executed(workflowId, 6);
		const received: Record<string, unknown> = {};
		for (const target of targets) {
			const executions = await executed(ids[target] ?? '', 1);
			received[target] = given(executions, 'Continue here').map(({ call_id }) => call_id);
		}
		expect(received).toEqual({
			'call starts': [CALL_ID],
			messages: [CALL_ID],
			sales: ['c1'],
			support: ['c2'],
			'other agents': ['c3'],
			'other events': [CALL_ID],
		});
	});

	it('agent-with-call-link makes an agent from a form and shows its link', async () => {
		addAvatar(fakeApi.store, { id: 'ada' });
		const { workflowId, webhookId } = await imported('agent-with-call-link');
		const form = `${n8n.client.baseUrl}/form/${webhookId}`;
		await n8n.client.activate(workflowId, async () => (await fetch(form)).status === 200);
		const answers = new FormData();
		for (const [index, answer] of ['Nova', 'Sell tea.', 'Hi!'].entries()) {
			answers.append(`field-${index}`, answer);
		}
		const submitted = await fetch(form, { method: 'POST', body: answers });
		const next = z.object({ formWaitingUrl: z.string() }).parse(await submitted.json());
		const page = await shownFormPage(next.formWaitingUrl);
		const [agent] = [...fakeApi.store.agents.values()];
		expect(agent).toMatchObject({
			name: 'Nova',
			avatar_id: 'ada',
			system_prompt: 'Sell tea.',
			greeting: 'Hi!',
		});
		const link = `https://bey.chat/${agent?.id}`;
		expect(page).toContain(`<a href="${link}" target="_blank">${link}</a>`);
	});

	it.each([
		{ name: 'webhook-and-poll-remove-duplicates', last: 'Continue here', hasSetUp: false },
		{ name: 'nothing-lost-nothing-twice', last: 'Every call, once', hasSetUp: true },
	])(
		'$name gives a call once that comes both ways, and one that was missed',
		async ({ name, last, hasSetUp }) => {
			const { workflowId, url } = await published(name);
			if (hasSetUp) await runSetUp(n8n.client, workflowId);
			// What has ended by the time of the first poll is old.
			const hasPolled = async () =>
				fakeApi.requests.some(({ path: asked }) => asked === '/v1/conversations');
			await until('the first poll', hasPolled, { timeoutMs: POLLS_TIMEOUT_MS });
			const at = new Date().toISOString();
			const status = { type: 'completed' as const, started_at: at, ended_at: at };
			addCall(fakeApi.store, { id: 'both', status });
			addCall(fakeApi.store, { id: 'missed', status });
			await post(url, { ...documentedCallEnded, call_id: 'both' });
			const executions = await executed(workflowId, hasSetUp ? 3 : 2, POLLS_TIMEOUT_MS);
			const passed = given(executions, last);
			expect(passed.map(({ call_id }) => call_id)).toEqual(['both', 'missed']);
			expect(passed).toMatchObject([{ topic: 'Pricing' }, { topic: null, transcript: '' }]);
			expect(given(executions, 'Beyond Presence Poll Trigger')).toHaveLength(2);
			// Two triggers that both keep static data would set each other's back.
			const kept = await n8n.client.editorApi('GET', `/workflows/${workflowId}`);
			const { staticData } = workflowSchema.parse(kept).data;
			expect(Object.keys(staticData.global)).toHaveLength(1);
		},
		2 * POLLS_TIMEOUT_MS,
	);

	it('asks no other service, and n8n itself asks none', () => {
		expect([...sink.hosts].sort()).toEqual(['api.hubapi.com', 'app.asana.com', 'slack.com']);
	});
});
