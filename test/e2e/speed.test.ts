/**
 * Nothing about the node needs an expression, so n8n can spare it the isolate that it takes for each
 * request otherwise (N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE). Shown by rates, measured in turns with
 * n8n's own Webhook node on the same n8n.
 */
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { to, type WorkflowDraft } from '../../tools/n8n/workflow';
import { Listener, post } from './support/listener';
import { N8N_START_TIMEOUT_MS, startTestN8n, type TestN8n } from './support/testN8n';
import { capturedMessage, unknownEvent } from '../fixtures/payloads';

const ROUNDS = 5;
const CONNECTIONS = 10;
/** For each round and candidate. */
const SECONDS = 4;

/** What is aimed at, and what fails: these machines are noisy. */
const ACCEPTED = { aim: 0.9, least: 0.6 };
const FILTERED = { aim: 3, least: 2 };

function webhookWorkflow(path: string): WorkflowDraft {
	const node = (name: string, type: string, typeVersion: number, parameters: object) => ({
		id: randomUUID(),
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0] satisfies [number, number],
		parameters: { ...parameters },
	});
	return {
		name: 'Webhook',
		nodes: [
			{ ...node('Webhook', 'webhook', 2, { httpMethod: 'POST', path }), webhookId: path },
			node('Message', 'noOp', 1, {}),
		],
		connections: { Webhook: { main: [[to('Message')]] } },
	};
}

/** Requests answered 200 per second; throws if there was any other answer. */
async function rate(url: string, body: object): Promise<number> {
	const result = await autocannon({
		url,
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		connections: CONNECTIONS,
		duration: SECONDS,
	});
	if (result.non2xx + result.errors > 0 || result['2xx'] === 0) {
		throw new Error(`${url}: ${result['2xx']} ok, ${result.non2xx} refused, ${result.errors} lost`);
	}
	return result['2xx'] / result.duration;
}

const median = (numbers: number[]) =>
	[...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

describe('on n8n 2.41.1 with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE', () => {
	let n8n: TestN8n;
	beforeAll(async () => {
		n8n = await startTestN8n('2.41.1', { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' });
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => await n8n?.dispose());

	it('accepted events keep up with the Webhook node, and filtered ones are far faster', async () => {
		const path = randomUUID();
		const webhook = `${n8n.server.baseUrl}/webhook/${path}`;
		const workflowId = await n8n.client.createWorkflow(webhookWorkflow(path));
		await n8n.client.activate(workflowId, async () => {
			const answer = await post(webhook, capturedMessage);
			return answer.status === 200;
		});
		const { url } = await Listener.start(n8n.client);

		const rates = { webhook: [] as number[], accepted: [] as number[], filtered: [] as number[] };
		for (let round = 0; round <= ROUNDS; round++) {
			const measured = {
				webhook: await rate(webhook, capturedMessage),
				accepted: await rate(url, capturedMessage),
				filtered: await rate(url, unknownEvent),
			};
			if (round === 0) continue; // warms up
			rates.webhook.push(measured.webhook);
			rates.accepted.push(measured.accepted);
			rates.filtered.push(measured.filtered);
		}
		const ratios = (of: number[]) => of.map((each, round) => each / (rates.webhook[round] ?? 0));
		const accepted = median(ratios(rates.accepted));
		const filtered = median(ratios(rates.filtered));
		console.log(
			[
				`requests/s, medians of ${ROUNDS} rounds of ${SECONDS} s in turns, ${CONNECTIONS} connections:`,
				`  n8n's Webhook node   ${median(rates.webhook).toFixed(0)}`,
				`  accepted             ${median(rates.accepted).toFixed(0)} (${accepted.toFixed(2)} times; aim ${ACCEPTED.aim})`,
				`  filtered             ${median(rates.filtered).toFixed(0)} (${filtered.toFixed(2)} times; aim ${FILTERED.aim})`,
			].join('\n'),
		);
		expect(accepted).toBeGreaterThanOrEqual(ACCEPTED.least);
		expect(filtered).toBeGreaterThanOrEqual(FILTERED.least);
	}, 300_000);
});
