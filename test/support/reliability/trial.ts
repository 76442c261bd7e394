/** A workflow under traffic while something breaks, and what became of the events. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isResponding } from '../events/post';
import { ALL_EVENTS, triggerWorkflow } from '../n8n/listener';
import { COME_BACK_MS } from '../n8n/n8nProcess';
import { SWIFT, type Setup, type TestN8nOptions } from '../n8n/testN8n';
import { productionUrl, type WorkflowDraft } from '../n8n/workflow';
import { until } from '../until';
import { Ledger } from './ledger';
import { reconcile, type Reconciled } from './reconcile';
import { CALLS, Traffic } from './traffic';

/** How an n8n in one process starts that a trial breaks. */
export const SUPERVISED: TestN8nOptions = { env: SWIFT, isSupervised: true };

export const LEAST_DELIVERIES = 200;

/** In ms. */
const BEFORE_MS = 5_000;
const AFTER_MS = 5_000;

export interface TrialWorkflow {
	id: string;
	/** What it was created from. */
	draft: WorkflowDraft;
	url: string;
}

/** A published workflow; its URL is the one that events go to. */
export async function activeWorkflow({ client, webhookBaseUrl }: Setup): Promise<TrialWorkflow> {
	const webhookId = randomUUID();
	const draft = triggerWorkflow(webhookId, ALL_EVENTS);
	const id = await client.createWorkflow(draft);
	const url = productionUrl(webhookBaseUrl, webhookId);
	await client.activate(id, async () => await isResponding(url));
	return { id, draft, url };
}

export interface Fault<Broken extends Setup> {
	name: string;
	perSecond: number;
	/** Resolves when the fault is over, as far as the person who repairs it is concerned. */
	inject(setup: Broken, workflow: TrialWorkflow): Promise<void>;
	/** How long n8n may take to notice abandoned work, in ms; a short time unless given. */
	noticedWithinMs?: number;
	/** Whether n8n 2.x then ends executions as errors and removes the events from them. */
	empties?: true;
	/** Whether n8n is healthy again; missing if it stays healthy. */
	isHealthy?(setup: Broken): Promise<boolean>;
}

export interface Outcome extends Reconciled {
	/** When those that are lost got their response, from the end of the fault, in ms; negative is before. */
	lostAfterMs: number[];
	/** From the end of the fault until n8n says that it is ready, in ms. */
	healthyAfterMs?: number;
	/** From the end of the fault to the first 200, in ms. */
	takenAfterMs: number;
}

/** Returns the time it took, in ms. Throws when it takes too long. */
async function timeUntil(what: string, condition: () => boolean | Promise<boolean>) {
	const start = Date.now();
	await until(what, condition, { timeoutMs: COME_BACK_MS, pollMs: 50 });
	return Date.now() - start;
}

export async function runFault<Broken extends Setup>(
	setup: Broken,
	fault: Fault<Broken>,
): Promise<Outcome> {
	const workflow = await activeWorkflow(setup);
	const ledger = new Ledger();
	const traffic = new Traffic(ledger, workflow.url, fault.perSecond);
	try {
		await sleep(BEFORE_MS);
		await fault.inject(setup, workflow);
		const over = Date.now();
		const { isHealthy } = fault;
		const [healthyAfterMs, takenAfterMs] = await Promise.all([
			isHealthy && timeUntil('n8n to be healthy', async () => await isHealthy(setup)),
			timeUntil(`an accepted event after "${fault.name}"`, () =>
				ledger.taken.some(({ sentAt }) => sentAt >= over),
			),
		]);
		await sleep(AFTER_MS);
		await timeUntil('enough events', () => ledger.sent >= LEAST_DELIVERIES);
		await traffic.stop();
		// An agent's message of each call in progress, which must not look like a new start.
		for (let call = 0; call < CALLS; call++) await ledger.sendMessage(workflow.url, call);
		const reconciled = await reconcile(setup.client, workflow.id, ledger, fault.noticedWithinMs);
		const lostAfterMs = ledger.deliveries
			.filter(({ number }) => reconciled.lost.includes(number))
			.map(({ endedAt }) => endedAt - over);
		return { ...reconciled, lostAfterMs, healthyAfterMs, takenAfterMs };
	} finally {
		await traffic.stop();
		await setup.client.deleteWorkflow(workflow.id).catch(() => undefined);
	}
}
