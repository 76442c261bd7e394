/**
 * How long bodies of up to 16 MB keep n8n from responding to `/healthz`, with the trigger and, for
 * comparison, with n8n's own Webhook node: reading a request and storing its execution is n8n's part.
 */
import { randomUUID } from 'node:crypto';
import { post } from '../support/events/post';
import { triggerWorkflow } from '../support/n8n/listener';
import { longestPause } from '../support/n8n/longestPause';
import { useTestN8n } from '../support/n8n/testN8n';
import { productionUrl, type WorkflowDraft } from '../support/n8n/workflow';
import { until } from '../support/until';

const REGISTRATION_TIMEOUT_MS = 20_000;
/** What the design grants the trigger on top of twice the time of JSON.parse, in ms. */
const ALLOWANCE_MS = 500;
const TEST_TIMEOUT_MS = 180_000;

const BYTES = 15 * 1024 * 1024;
const repeated = (before: string, piece: string, after: string) =>
	before +
	Array(Math.floor(BYTES / (piece.length + 1)))
		.fill(piece)
		.join() +
	after;
const ended = (piece: string) => repeated('{"event_type":"call_ended","messages":[', piece, ']}');
const keys = (count: number) => Array.from({ length: count }, (_, key) => `"key ${key}":1`).join();

const BODIES: Array<[string, string]> = [
	[
		'60,000 odd messages',
		`{"event_type":"call_ended","messages":[${Array(60_000).fill('{"sender":{},"message":1}').join()}]}`,
	],
	['15 MB of odd messages', ended('{"sender":"user","message":"Hello","sent_at":"soon"}')],
	['millions of numbers', ended('1')],
	['a million keys', `{"event_type":"call_ended",${keys(1_000_000)}}`],
];

describe('on n8n 2.41.1', () => {
	const n8n = useTestN8n('2.41.1');

	/** Publishes a workflow of one webhook node, and returns its URL. */
	async function published(draft: WorkflowDraft, url: string): Promise<string> {
		const workflowId = await n8n.client.createWorkflow(draft);
		await n8n.client.publicApi('POST', `/workflows/${workflowId}/activate`);
		const isRegistered = async () => (await post(url, { event_type: 'test' })).status === 200;
		await until(`a response of ${url}`, isRegistered, { timeoutMs: REGISTRATION_TIMEOUT_MS });
		return url;
	}

	async function withTrigger(): Promise<string> {
		const id = randomUUID();
		return await published(triggerWorkflow(id, {}), productionUrl(n8n.client.baseUrl, id));
	}

	async function withWebhookNode(): Promise<string> {
		const id = randomUUID();
		const draft = triggerWorkflow(id, {});
		const [trigger, ...others] = draft.nodes;
		if (!trigger) throw new Error('The workflow has no trigger.');
		const parameters = { httpMethod: 'POST', path: id, responseMode: 'onReceived', options: {} };
		const node = { ...trigger, type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters };
		const url = `${n8n.client.baseUrl}/webhook/${id}`;
		return await published({ ...draft, nodes: [node, ...others] }, url);
	}

	const pauseOf = async (url: string, body: string) =>
		await longestPause(n8n.client.baseUrl, async () => {
			expect(await post(url, body)).toMatchObject({ status: 200 });
			await n8n.client.untilIdle();
		});

	it.each(BODIES)(
		'%s pause n8n little longer than with its Webhook node',
		async (name, body) => {
			const start = performance.now();
			JSON.parse(body);
			const parseMs = performance.now() - start;
			const webhook = await pauseOf(await withWebhookNode(), body);
			const trigger = await pauseOf(await withTrigger(), body);
			process.stdout.write(
				`${name}: JSON.parse ${Math.round(parseMs)} ms, longest pause ${webhook} ms with the Webhook node, ${trigger} ms with the trigger\n`,
			);
			// n8n handles an item of up to three times the size of the body.
			expect(trigger).toBeLessThan(3 * webhook + 2 * parseMs + ALLOWANCE_MS);
		},
		TEST_TIMEOUT_MS,
	);
});
