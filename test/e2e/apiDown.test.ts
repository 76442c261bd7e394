/** With an API key, and the API down, slow or responding with nonsense: every event starts its execution. */
import { randomUUID } from 'node:crypto';
import { itemsOf } from '../support/n8n/execution';
import { productionUrl } from '../support/n8n/workflow';
import type { Fault } from '../support/fakeApi/faults';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { AGENT_ID, documentedCallEnded } from '../support/samples/payloads';
import { createApiCredential } from '../support/n8n/credentials';
import { isResponding, post } from '../support/events/post';
import { FOLLOWER, triggerWorkflow, untilResponding } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';

/** What the design promises, in ms. */
const LONGEST_ANSWER_MS = 4_000;
const EVENTS = 6;
/** More at once would measure how busy n8n is with starting executions, not what a look-up takes. */
const AT_ONCE = 3;

const PARAMETERS = {
	useApi: true,
	filters: { agents: { agent: [{ agentId: { __rl: true, mode: 'list', value: AGENT_ID } }] } },
	options: { addCallDetails: true },
};

const troubles: Array<{ trouble: string; fault: Fault }> = [
	{ trouble: 'ends every connection', fault: { disconnect: true } },
	{ trouble: 'responds with 503', fault: { status: 503 } },
	{ trouble: 'never responds', fault: { delayMs: 60_000 } },
	{ trouble: 'responds byte by byte', fault: { trickleMs: 500 } },
	{ trouble: 'responds with HTML', fault: { rubbish: '<html>Gateway</html>' } },
	{ trouble: 'responds with other JSON', fault: { status: 200, body: [{ id: 5 }] } },
];

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);
	let fakeApi: FakeApi;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
	});
	afterAll(async () => await fakeApi?.stop());
	beforeEach(() => {
		fakeApi.faults.clear();
		fakeApi.requests.length = 0;
	});

	async function listen(): Promise<{ workflowId: string; url: string }> {
		const beyondPresenceApi = await createApiCredential(n8n.client, fakeApi.url);
		const webhookId = randomUUID();
		const draft = triggerWorkflow(webhookId, PARAMETERS, { beyondPresenceApi });
		const workflowId = await n8n.client.createWorkflow(draft);
		const url = productionUrl(n8n.client.baseUrl, webhookId);
		await n8n.client.activate(workflowId, async () => await isResponding(url));
		await untilResponding(url);
		return { workflowId, url };
	}

	it.each(troubles)(
		`of ${EVENTS} events none is lost or late when the API $trouble`,
		async ({ fault }) => {
			const { workflowId, url } = await listen();
			fakeApi.faults.add(fault);
			const events = Array.from({ length: EVENTS }, (_, number) => `call ${number}`);
			const answers: Array<{ status: number; ms: number }> = [];
			async function send(call_id: string): Promise<void> {
				const start = Date.now();
				const { status } = await post(url, { ...documentedCallEnded, call_id });
				answers.push({ status, ms: Date.now() - start });
			}
			for (let sent = 0; sent < EVENTS; sent += AT_ONCE) {
				await Promise.all(events.slice(sent, sent + AT_ONCE).map(send));
			}
			const slowest = Math.max(...answers.map(({ ms }) => ms));
			process.stdout.write(`n8n ${version}: slowest of ${EVENTS} answers ${slowest} ms\n`);
			expect(answers.map(({ status }) => status)).toEqual(events.map(() => 200));
			expect(slowest).toBeLessThan(LONGEST_ANSWER_MS);

			const executions = await n8n.client.waitForExecutions(workflowId, EVENTS);
			const items = executions.flatMap((execution) => itemsOf(execution, FOLLOWER));
			expect(items.map(({ call_id }) => call_id).sort()).toEqual([...events].sort());
			expect(items[0]).toMatchObject({
				agent_id: null,
				call: { user_email: null, tags: null, status: null },
			});
			expect(fakeApi.requests).toHaveLength(EVENTS);
		},
	);
});
