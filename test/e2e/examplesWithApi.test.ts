/** The workflows of `examples/` that start at Beyond Presence's API, run on the fake API. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { isResponding, post } from '../support/events/post';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { defaultSettings } from '../support/fakeApi/settings';
import { addAgent, addAvatar, addCall } from '../support/fakeApi/store';
import { createApiCredential, type SavedCredential } from '../support/n8n/credentials';
import { itemsOf } from '../support/n8n/execution';
import { useTestN8n } from '../support/n8n/testN8n';
import { productionUrl } from '../support/n8n/workflow';
import { documentedCallEnded } from '../support/samples/payloads';
import { readExample } from '../support/samples/examples';
import { until } from '../support/until';
import { executeManually, filledIn, runSetUp, shownFormPage, tableRows } from './support/example';
import type { FillIn } from './support/example';

/** Long enough for several waits of a second, in ms. */
const WAITS_TIMEOUT_MS = 120_000;

describe('on n8n 2.41.1, the example', () => {
	const n8n = useTestN8n('2.41.1');
	let fakeApi: FakeApi;
	let credential: SavedCredential;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
		credential = await createApiCredential(n8n.client, fakeApi.url);
	});
	afterAll(async () => await fakeApi?.stop());
	beforeEach(() => {
		for (const objects of Object.values(fakeApi.store)) objects.clear();
		fakeApi.requests.length = 0;
		fakeApi.settings.usage = defaultSettings().usage;
	});

	/** Without its pinned items, and under a new ID. */
	async function imported(name: string, parameters: FillIn['parameters'] = {}) {
		const webhookId = randomUUID();
		const credentials = { beyondPresenceApi: credential };
		const { nodes, connections, settings } = filledIn(readExample(name), webhookId, {
			...{ credentials, parameters },
		});
		const draft = { name: `${name} ${webhookId}`, nodes, connections, settings };
		return { workflowId: await n8n.client.createWorkflow(draft), webhookId };
	}

	const codeOf = (example: string, node: string): string => {
		const found = readExample(example).nodes.find(({ name }) => name === node);
		return z.string().parse(found?.parameters.jsCode);
	};

	it.each([
		{ outcome: 'ended', hours: 48, row: { score: 50, answers: 2, skills_mentioned: 'SQL' } },
		{ outcome: 'no-show', hours: 0, row: { score: null, answers: 0, call_id: null } },
	])(
		'personal-video-interview saves a row and deletes the agent if the outcome is $outcome',
		async ({ outcome, hours, row }) => {
			addAvatar(fakeApi.store, { id: 'ada' });
			addAgent(fakeApi.store, {
				...{ id: 'template', avatar_id: 'ada', greeting: 'Hello {{candidate}}' },
				system_prompt: 'Interview {{candidate}} as {{job}} about {{skills}}.',
			});
			const check = codeOf('personal-video-interview', 'Check call');
			expect(check).toContain('LIMIT_HOURS = 48;');
			const { workflowId, webhookId } = await imported('personal-video-interview', {
				'Create agent': { templateAgentId: { __rl: true, mode: 'id', value: 'template' } },
				'Check call': { jsCode: check.replace('HOURS = 48;', `HOURS = ${hours};`) },
				Wait: { amount: 1, unit: 'seconds' },
			});
			await runSetUp(n8n.client, workflowId);
			const form = `${n8n.client.baseUrl}/form/${webhookId}`;
			await n8n.client.activate(workflowId, async () => (await fetch(form)).status === 200);
			const answers = new FormData();
			const candidate = `Dana "D" {{job}} ${webhookId}`;
			const fields = [candidate, 'dana@example.com', 'Analyst', 'SQL, Excel'];
			for (const [index, answer] of fields.entries()) answers.append(`field-${index}`, answer);
			const submitted = await fetch(form, { method: 'POST', body: answers });
			const next = z.object({ formWaitingUrl: z.string() }).parse(await submitted.json());
			const page = await shownFormPage(next.formWaitingUrl);
			const agent = [...fakeApi.store.agents.values()].at(-1);
			expect(page).toContain(`https://bey.chat/${agent?.id}`);
			expect(agent?.system_prompt).toBe(`Interview ${candidate} as Analyst about SQL, Excel.`);

			// What the page does in a browser.
			await fetch(next.formWaitingUrl, { method: 'POST' });
			if (outcome === 'ended') {
				// The execution goes round at least once before the call.
				const asked = () => fakeApi.requests.some(({ path }) => path === '/v1/conversations');
				await until('the first look for the call', asked, { timeoutMs: WAITS_TIMEOUT_MS });
				const now = new Date(Date.now() + 60_000).toISOString();
				const said = (message: string) => ({ sender: 'user' as const, message, sent_at: now });
				const status = { type: 'completed' as const, started_at: now, ended_at: now };
				const messages = [said('I know sql.'), said('Bye!')];
				addCall(fakeApi.store, { agent_id: agent?.id, status }, messages);
			}
			const executions = await n8n.client.waitForExecutions(workflowId, 2, WAITS_TIMEOUT_MS);
			expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
			const rows = await tableRows(n8n.client, 'Beyond Presence interviews');
			const mine = rows.filter((each) => each.candidate === candidate);
			expect(mine).toMatchObject([{ outcome, job: 'Analyst', ...row }]);
			expect([...fakeApi.store.agents.keys()]).toEqual(['template']);
		},
		WAITS_TIMEOUT_MS,
	);

	it('agency-one-url-many-clients runs the workflow of the client, and notices an unknown agent', async () => {
		const client = await imported('one-url-several-workflows.sub-workflow');
		await n8n.client.publicApi('POST', `/workflows/${client.workflowId}/activate`);
		const agentId = randomUUID();
		const values = { agent_id: agentId, client: 'Client "A"', workflow_id: client.workflowId };
		const assignments = Object.entries(values).map(([name, value]) => ({
			...{ id: randomUUID(), name, value, type: 'string' },
		}));
		const { workflowId, webhookId } = await imported('agency-one-url-many-clients', {
			'First client': { assignments: { assignments } },
		});
		await runSetUp(n8n.client, workflowId);
		const url = productionUrl(n8n.client.baseUrl, webhookId);
		await n8n.client.activate(workflowId, async () => await isResponding(url));
		await post(url, { ...documentedCallEnded, call_data: { agentId } });
		await post(url, { ...documentedCallEnded, call_data: { agentId: 'somebody-else' } });
		const [, ...executions] = await n8n.client.waitForExecutions(workflowId, 3);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		const unknown = executions.flatMap((each) => itemsOf(each, 'Unknown agent'));
		expect(unknown).toMatchObject([{ agent_id: 'somebody-else', client: null }]);
		const [received] = await n8n.client.waitForExecutions(client.workflowId, 1);
		expect(received && itemsOf(received, 'Continue here')).toMatchObject([
			{ event_type: 'call_ended', agent_id: agentId, client: 'Client "A"', topic: 'Pricing' },
		]);
	});

	it('daily-report sums up the calls that started yesterday, and a day without calls', async () => {
		addAgent(fakeApi.store, { id: 'jarvis' });
		const { workflowId } = await imported('daily-report');
		await runSetUp(n8n.client, workflowId);
		const report = async () => {
			const last = 'Save row';
			const execution = await executeManually(n8n.client, workflowId, 'Every morning', last);
			expect(execution.status).toBe('success');
			return itemsOf(execution, last);
		};
		expect(await report()).toMatchObject([{ calls: 0, minutes: 0, user_share_percent: null }]);
		const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
		for (const days of [2, 1, 0]) {
			const sent_at = daysAgo(days);
			const status = { type: 'completed' as const, started_at: sent_at, ended_at: sent_at };
			addCall(fakeApi.store, { agent_id: 'jarvis', status }, [
				{ sender: 'ai', message: 'How are you today?', sent_at },
				{ sender: 'user', message: 'Fine.', sent_at },
			]);
		}
		const reported = { calls: 1, silent_callers: 0, user_words: 1, agent_words: 4 };
		expect(await report()).toMatchObject([{ ...reported, user_share_percent: 20 }]);
		expect(await tableRows(n8n.client, 'Beyond Presence days')).toHaveLength(1);
	});

	it('usage-warning writes one message a period, from 80 %', async () => {
		const { workflowId } = await imported('usage-warning');
		const run = async (used_seconds: number, period_start = '2025-05-01T00:00:00Z') => {
			const included_seconds = 60_000;
			const usage = { ...defaultSettings().usage, included_seconds, used_seconds, period_start };
			fakeApi.settings.usage = usage;
			const last = 'Once per period';
			const execution = await executeManually(n8n.client, workflowId, 'Every morning', last);
			expect(execution.status).toBe('success');
			return itemsOf(execution, last).map(({ text }) => text);
		};
		expect(await run(47_990)).toEqual([]);
		expect(await run(48_000)).toEqual([expect.stringContaining(': 80 % of the included')]);
		expect(await run(59_000)).toEqual([]);
		expect(await run(59_000, '2025-06-01T00:00:00Z')).toEqual([expect.stringContaining('98.33 %')]);
	});
});
