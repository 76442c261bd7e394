/** A workflow under traffic while something breaks, and what became of the deliveries. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { productionUrl } from '../n8n/workflow';
import { isAnswering, triggerWorkflow } from '../n8n/listener';
import { Ledger } from './ledger';
import { reconcile, type Reconciled } from './reconcile';
import { COME_BACK_MS, type Setup } from '../queueMode/setup';
import { CALLS, Traffic } from './traffic';

export const ALL_EVENTS = { events: ['call_started', 'message', 'call_ended', 'other'] };

export const LEAST_DELIVERIES = 200;

/** In ms. */
const BEFORE_MS = 5_000;
const AFTER_MS = 5_000;
const POLL_MS = 50;

export interface TrialWorkflow {
	id: string;
	webhookId: string;
	url: string;
}

/** An active workflow; its URL goes where deliveries go. */
export async function activeWorkflow(
	{ client, webhookBaseUrl }: Setup,
	parameters: Record<string, unknown> = ALL_EVENTS,
): Promise<TrialWorkflow> {
	const webhookId = randomUUID();
	const id = await client.createWorkflow(triggerWorkflow(webhookId, parameters));
	const url = productionUrl(webhookBaseUrl, webhookId);
	await client.activate(id, async () => await isAnswering(url));
	return { id, webhookId, url };
}

export interface Fault<Broken extends Setup> {
	name: string;
	perSecond: number;
	/** Resolves when the fault is over, as far as the person who mends it is concerned. */
	inject(setup: Broken, workflow: TrialWorkflow): Promise<void>;
	/** How long n8n may take to notice work that nobody does, in ms; a short time unless given. */
	noticedWithinMs?: number;
	/** Whether n8n 2.x then ends executions as errors and takes the events out of them. */
	empties?: true;
	/** Tells from outside that n8n is healthy again; left out where it never stops being so. */
	isHealthy?(setup: Broken): Promise<boolean>;
}

export interface Outcome extends Reconciled {
	/** When those that are lost were answered, from the end of the fault, in ms; negative is before. */
	lostAfterMs: number[];
	/** From the end of the fault to n8n's own word that it is ready, in ms. */
	healthyAfterMs?: number;
	/** From the end of the fault to the first 200, in ms. */
	takenAfterMs: number;
}

/** Gives the time it took, in ms. Throws when it takes too long. */
async function timeUntil(
	condition: () => boolean | Promise<boolean>,
	what: string,
): Promise<number> {
	const start = Date.now();
	while (!(await condition())) {
		if (Date.now() - start > COME_BACK_MS) throw new Error(`Waited in vain for ${what}.`);
		await sleep(POLL_MS);
	}
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
		const isTaken = () => ledger.taken.some(({ sentAt }) => sentAt >= over);
		const { isHealthy } = fault;
		const [healthyAfterMs, takenAfterMs] = await Promise.all([
			isHealthy && timeUntil(async () => await isHealthy(setup), 'n8n to be healthy'),
			timeUntil(isTaken, `a delivery that is taken after "${fault.name}"`),
		]);
		await sleep(AFTER_MS);
		await timeUntil(() => ledger.sent >= LEAST_DELIVERIES, 'enough deliveries');
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
