/** What can happen to an n8n in queue mode. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueN8n } from '../queueMode/queueN8n';
import type { ServerProcess } from '../queueMode/serverProcess';
import { COME_BACK_MS } from '../queueMode/setup';
import type { Supervised } from '../queueMode/supervised';
import type { Fault } from './trial';

const STEADY = 10;
const BUSY = 20;
const OUTAGE_MS = 30_000;
/** Processes that an outage ended notice it, and are started again, a little later, in ms. */
const NOTICE_MS = 5_000;

/** A worker holds its work for 60 s, and every 30 s n8n looks for work that nobody holds, in ms. */
const STALLED_MS = 100_000;

/** Ends a process, and returns when it is up again. */
async function crash(process: Supervised): Promise<void> {
	const running = process.current;
	if (!running) throw new Error('This process of n8n is not up.');
	await running.kill('SIGKILL');
	await process.up(COME_BACK_MS);
}

async function interrupt(server: ServerProcess, n8n: QueueN8n): Promise<void> {
	await server.stop();
	await sleep(OUTAGE_MS);
	await server.start();
	await sleep(NOTICE_MS);
	for (const process of [n8n.main, ...n8n.webhooks, ...n8n.workers]) await process.up(COME_BACK_MS);
}

export const webhookKilled: Fault<QueueN8n> = {
	name: 'a webhook process killed',
	perSecond: BUSY,
	inject: async ({ webhooks: [one] }) => await crash(one),
};

export const workerKilled: Fault<QueueN8n> = {
	name: 'a worker killed',
	perSecond: BUSY,
	inject: async ({ workers: [one] }) => await crash(one),
	noticedWithinMs: STALLED_MS,
	empties: true,
};

export const redisStopped: Fault<QueueN8n> = {
	name: 'Redis stopped for 30 s',
	perSecond: STEADY,
	inject: async (n8n) => await interrupt(n8n.redis, n8n),
};

export const postgresStopped: Fault<QueueN8n> = {
	name: 'PostgreSQL stopped for 30 s',
	perSecond: STEADY,
	inject: async (n8n) => await interrupt(n8n.postgres, n8n),
	empties: true,
};

/**
 * n8n 2.41 tries to reach a PostgreSQL that went away after 1 s, 2 s and so on up to 30 s, each process
 * for itself. Until a worker has reached it, it ends whatever the others give it as an error; so the
 * workers are the first to be back.
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
	perSecond: STEADY,
	inject: async () => await sleep(NOTICE_MS),
};
