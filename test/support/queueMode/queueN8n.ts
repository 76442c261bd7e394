/**
 * n8n in queue mode: a main process, two that only receive webhooks, two workers, PostgreSQL and
 * Redis. Events reach the webhook processes alternately. Each process is started again when it ends.
 */
import { randomBytes } from 'node:crypto';
import { orCleanUp } from '../n8n/cleanUp';
import { installN8n, type N8nVersion } from '../n8n/install';
import { N8nProcess } from '../n8n/n8nProcess';
import { LOCALHOST } from '../n8n/port';
import { RoundRobinProxy } from '../n8n/proxy';
import type { N8nCommand } from '../n8n/server';
import { newUserFolder, signUpOwner, SWIFT, type Setup } from '../n8n/testN8n';
import type { ServerProcess } from './serverProcess';
import { postgresEnvironment, startPostgres, startRedis } from './startDatabases';

export interface QueueN8n extends Setup {
	readonly main: N8nProcess;
	readonly webhooks: readonly [N8nProcess, N8nProcess];
	readonly workers: readonly [N8nProcess, N8nProcess];
	readonly postgres: ServerProcess;
	readonly redis: ServerProcess;
}

interface QueueOptions {
	/** The second webhook process has a user folder of its own, without the package. */
	packageMissing?: boolean;
	/** More variables for every process, and for the workers only. */
	env?: NodeJS.ProcessEnv;
	workerEnv?: NodeJS.ProcessEnv;
}

const queueEnvironment = (postgres: ServerProcess, redis: ServerProcess): NodeJS.ProcessEnv => ({
	...SWIFT,
	N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
	EXECUTIONS_MODE: 'queue',
	...postgresEnvironment(postgres),
	QUEUE_BULL_REDIS_HOST: LOCALHOST,
	QUEUE_BULL_REDIS_PORT: String(redis.port),
});

export async function startQueueN8n(
	version: N8nVersion,
	{ packageMissing = false, env: moreEnv, workerEnv }: QueueOptions = {},
): Promise<QueueN8n> {
	return await orCleanUp(async (cleanUp) => {
		const installation = await installN8n(version);
		const folder = await newUserFolder(cleanUp);
		// Not below n8n's folder, which only its owner may enter.
		const postgres = await startPostgres(await cleanUp.folder('postgres'));
		cleanUp.add(async () => await postgres.stop());
		const redis = await startRedis(await cleanUp.folder('redis'));
		cleanUp.add(async () => await redis.stop());
		const everywhere = { ...queueEnvironment(postgres, redis), ...moreEnv };

		const start = async (command: N8nCommand, userFolder = folder) => {
			const env = { ...everywhere, ...(command === 'worker' && workerEnv) };
			const started = await N8nProcess.start({ installation, command, userFolder, env }, true);
			cleanUp.add(async () => await started.stop());
			return started;
		};
		const main = await start('start');
		const client = await signUpOwner(main.server.baseUrl);
		const bare = packageMissing ? await cleanUp.folder('bare') : folder;
		const webhooks = await Promise.all([start('webhook'), start('webhook', bare)]);
		const workers = await Promise.all([start('worker'), start('worker')]);
		const proxy = await RoundRobinProxy.start(webhooks.map(({ server }) => server.port));
		cleanUp.add(async () => await proxy.close());
		return {
			version,
			name: 'queue mode',
			client,
			webhookBaseUrl: proxy.baseUrl,
			main,
			webhooks,
			workers,
			postgres,
			redis,
			dispose: async () => await cleanUp.run(),
		};
	});
}
