/** What can happen to an n8n that is one process, and to one in queue mode. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isOk } from '../n8n/server';
import type { Setup, TestN8n } from '../n8n/testN8n';
import type { QueueN8n } from '../queueMode/queueN8n';
import type { ServerProcess } from '../queueMode/serverProcess';
import type { Fault, TrialWorkflow } from './trial';

/** Events per second: more than n8n executes at the same time on two cores, and about as many. */
const BUSY = { oneProcess: 25, queueMode: 20 };
const STEADY = { oneProcess: 12, queueMode: 10 };
/**
 * Low enough for n8n 1.x on a busy machine. Beyond what it can execute it still responds immediately,
 * and every change of a workflow waits for minutes behind the executions.
 */
const CALM = 5;

/** How often a workflow is changed under traffic, and the time between, in ms. */
const CHANGES = 5;
const CHANGE_PAUSE_MS = 2_000;

const OUTAGE_MS = 30_000;
/** Processes that an outage ended notice it, and are started again, a little later, in ms. */
const NOTICE_MS = 5_000;
/** A worker keeps its work for 60 s, and every 30 s n8n looks for abandoned work, in ms. */
const STALLED_MS = 100_000;

const isHealthy = async ({ client }: Setup) => await isOk(`${client.baseUrl}/healthz/readiness`);

/** It is started again by itself. */
export const killed: Fault<TestN8n> = {
	name: 'kill -9',
	perSecond: BUSY.oneProcess,
	inject: async ({ process }) => await process.kill(),
	isHealthy,
};

export const stopped: Fault<TestN8n> = {
	name: 'SIGTERM',
	perSecond: STEADY.oneProcess,
	inject: async ({ process }) => await process.kill('SIGTERM'),
	isHealthy,
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

/** As the editor does it: the nodes keep their IDs. */
async function publishEdit({ client }: Setup, { id, draft }: TrialWorkflow, edit: number) {
	const body = { ...draft, name: `Edit ${edit}`, settings: { executionOrder: 'v1' } };
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

export const webhookKilled: Fault<QueueN8n> = {
	name: 'a webhook process killed',
	perSecond: BUSY.queueMode,
	inject: async ({ webhooks: [one] }) => {
		await one.kill();
		await one.isBack();
	},
};

export const workerKilled: Fault<QueueN8n> = {
	name: 'a worker killed',
	perSecond: BUSY.queueMode,
	inject: async ({ workers: [one] }) => {
		await one.kill();
		await one.isBack();
	},
	noticedWithinMs: STALLED_MS,
	empties: true,
};

async function interrupt(server: ServerProcess, n8n: QueueN8n): Promise<void> {
	await server.stop();
	await sleep(OUTAGE_MS);
	await server.start();
	await sleep(NOTICE_MS);
	for (const process of [n8n.main, ...n8n.webhooks, ...n8n.workers]) await process.isBack();
}

export const redisStopped: Fault<QueueN8n> = {
	name: 'Redis stopped for 30 s',
	perSecond: STEADY.queueMode,
	inject: async (n8n) => await interrupt(n8n.redis, n8n),
};

export const postgresStopped: Fault<QueueN8n> = {
	name: 'PostgreSQL stopped for 30 s',
	perSecond: STEADY.queueMode,
	inject: async (n8n) => await interrupt(n8n.postgres, n8n),
	empties: true,
};

/**
 * n8n 2.41 tries to reach a PostgreSQL that went away after 1 s, 2 s and so on up to 30 s, each process
 * for itself. A worker that has not reached it yet ends all its work as errors, so with these
 * variables the workers are back first.
 */
export const WORKERS_FIRST = {
	env: { DB_RECOVERY_BACKOFF_MAX_MS: '1000' },
	workerEnv: { DB_RECOVERY_BACKOFF_MIN_MS: '100', DB_RECOVERY_BACKOFF_MAX_MS: '100' },
};

export const postgresStoppedWorkersFirst: Fault<QueueN8n> = {
	...postgresStopped,
	name: `${postgresStopped.name}, workers reach it first`,
};

/** Broken from the start: see `packageMissing` of `startQueueN8n`. */
export const packageMissing: Fault<QueueN8n> = {
	name: 'the package missing on a webhook process',
	perSecond: STEADY.queueMode,
	inject: async () => await sleep(NOTICE_MS),
};
