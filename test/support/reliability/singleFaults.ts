/** What can happen to an n8n that is one process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { triggerWorkflow } from '../n8n/listener';
import type { Setup } from '../queueMode/setup';
import type { SingleN8n } from '../queueMode/singleN8n';
import { ALL_EVENTS, type Fault, type TrialWorkflow } from './trial';

/** More than n8n executes at once on two cores, so that there is work in progress. */
const BUSY = 25;
const STEADY = 12;
/**
 * Low enough for n8n 1.x on a busy machine. Beyond what it can execute it still answers at once, and
 * whatever it is asked to do to a workflow waits for minutes behind the executions.
 */
const CALM = 5;

/** How often a workflow is changed under traffic, and the time between, in ms. */
const CHANGES = 5;
const CHANGE_PAUSE_MS = 2_000;

const isReady = async ({ client }: Setup) => {
	try {
		return (await fetch(`${client.baseUrl}/healthz/readiness`)).ok;
	} catch {
		return false;
	}
};

/** Ends the process, and returns when it is gone: it is started again by itself. */
async function end({ process }: SingleN8n, signal: NodeJS.Signals): Promise<void> {
	const running = process.current;
	if (!running) throw new Error('n8n is not up.');
	await running.kill(signal);
}

export const killed: Fault<SingleN8n> = {
	name: 'kill -9',
	perSecond: BUSY,
	inject: async (n8n) => await end(n8n, 'SIGKILL'),
	isHealthy: isReady,
};

export const stopped: Fault<SingleN8n> = {
	name: 'SIGTERM',
	perSecond: STEADY,
	inject: async (n8n) => await end(n8n, 'SIGTERM'),
	isHealthy: isReady,
};

export const reactivated: Fault<Setup> = {
	name: 'deactivated and reactivated, five times',
	perSecond: CALM,
	inject: async ({ client }, { id }) => {
		for (let change = 0; change < CHANGES; change++) {
			await client.publicApi('POST', `/workflows/${id}/deactivate`);
			await sleep(CHANGE_PAUSE_MS / 2);
			await client.publicApi('POST', `/workflows/${id}/activate`);
			await sleep(CHANGE_PAUSE_MS);
		}
	},
};

async function publishEdit({ client }: Setup, { id, webhookId }: TrialWorkflow, edit: number) {
	const { nodes, connections } = triggerWorkflow(webhookId, ALL_EVENTS);
	const body = { name: `Edit ${edit}`, nodes, connections, settings: { executionOrder: 'v1' } };
	await client.publicApi('PUT', `/workflows/${id}`, body);
	await client.publicApi('POST', `/workflows/${id}/activate`);
}

export const edited: Fault<Setup> = {
	name: 'an edit published, five times',
	perSecond: CALM,
	inject: async (n8n, workflow) => {
		for (let edit = 0; edit < CHANGES; edit++) {
			await publishEdit(n8n, workflow, edit);
			await sleep(CHANGE_PAUSE_MS);
		}
	},
};
