/** Rates of the trigger and of n8n's own Webhook node, measured in turns on the same n8n. */
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { to, type WorkflowDraft } from '../../../tools/n8n/workflow';
import { capturedMessage, unknownEvent } from '../../fixtures/payloads';
import { Listener, post } from './listener';
import type { TestN8n } from './testN8n';

const ROUNDS = 5;
const CONNECTIONS = 10;
/** For each round and candidate. */
const SECONDS = 4;

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

/** Requests per second, and how often that is the rate of the Webhook node. */
interface Rate {
	median: number;
	ratio: number;
}

export interface Rates {
	webhook: Rate;
	accepted: Rate;
	filtered: Rate;
}

export async function measureRates(n8n: TestN8n): Promise<Rates> {
	const path = randomUUID();
	const webhook = `${n8n.server.baseUrl}/webhook/${path}`;
	const workflowId = await n8n.client.createWorkflow(webhookWorkflow(path));
	await n8n.client.activate(workflowId, async () => {
		const answer = await post(webhook, capturedMessage);
		return answer.status === 200;
	});
	const { url } = await Listener.start(n8n.client);

	const measured: Array<Record<keyof Rates, number>> = [];
	// The first round warms up and does not count.
	for (let round = 0; round <= ROUNDS; round++) {
		const rates = {
			webhook: await rate(webhook, capturedMessage),
			accepted: await rate(url, capturedMessage),
			filtered: await rate(url, unknownEvent),
		};
		if (round > 0) measured.push(rates);
	}
	const summary = (of: keyof Rates): Rate => ({
		median: median(measured.map((rates) => rates[of])),
		ratio: median(measured.map((rates) => rates[of] / rates.webhook)),
	});
	return {
		webhook: summary('webhook'),
		accepted: summary('accepted'),
		filtered: summary('filtered'),
	};
}

export function ratesTable({ webhook, accepted, filtered }: Rates): string {
	const line = (name: string, { median: each, ratio }: Rate) =>
		`  ${name.padEnd(20)} ${each.toFixed(0).padStart(5)} requests/s, ${ratio.toFixed(2)} times`;
	return [
		`medians of ${ROUNDS} rounds of ${SECONDS} s in turns, ${CONNECTIONS} connections:`,
		line("n8n's Webhook node", webhook),
		line('accepted', accepted),
		line('filtered', filtered),
	].join('\n');
}
