/**
 * n8n in queue mode: a main process, two that only receive webhooks, two workers, PostgreSQL and
 * Redis. Deliveries reach the webhook processes by turns. Each process is started again when it ends.
 */
import { randomBytes } from 'node:crypto';
import { installN8n, type N8nVersion } from '../n8n/install';
import { freePort, LOCALHOST } from '../n8n/port';
import { startN8n, type N8nCommand } from '../n8n/server';
import { installCommunityPackage } from '../n8n/communityPackage';
import { consoleReport } from '../cli/report';
import { packedPackage, signUpOwner } from '../n8n/firstStart';
import { DATABASE, DATABASE_USER, startPostgres, startRedis } from './startDatabases';
import { RoundRobinProxy } from './proxy';
import type { ServerProcess } from './serverProcess';
import { CleanUp, SWIFT, temporaryFolder, type Setup } from './setup';
import { Supervised } from './supervised';

export interface QueueN8n extends Setup {
	readonly main: Supervised;
	readonly webhooks: readonly [Supervised, Supervised];
	readonly workers: readonly [Supervised, Supervised];
	readonly postgres: ServerProcess;
	readonly redis: ServerProcess;
}

interface QueueOptions {
	/** The second webhook process has a user folder of its own, in which nobody installed the package. */
	packageMissing?: boolean;
	/** Further variables for every process, and for the workers only. */
	env?: NodeJS.ProcessEnv;
	workerEnv?: NodeJS.ProcessEnv;
}

function queueEnvironment(postgres: ServerProcess, redis: ServerProcess): NodeJS.ProcessEnv {
	return {
		...SWIFT,
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		EXECUTIONS_MODE: 'queue',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: LOCALHOST,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: DATABASE,
		DB_POSTGRESDB_USER: DATABASE_USER,
		DB_POSTGRESDB_PASSWORD: '',
		QUEUE_BULL_REDIS_HOST: LOCALHOST,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
	};
}

export async function startQueueN8n(
	version: N8nVersion,
	{ packageMissing = false, env: furtherEnv = {}, workerEnv = {} }: QueueOptions = {},
): Promise<QueueN8n> {
	const tarball = packedPackage();
	const installation = await installN8n(version, consoleReport);
	const cleanUp = new CleanUp();
	try {
		const folder = await temporaryFolder(`queue-${version}`);
		cleanUp.removeFolder(folder);
		const postgres = await startPostgres(await databaseFolder(cleanUp));
		cleanUp.add(async () => await postgres.stop());
		const redis = await startRedis(await databaseFolder(cleanUp));
		cleanUp.add(async () => await redis.stop());
		const everywhere = { ...queueEnvironment(postgres, redis), ...furtherEnv };
		await installCommunityPackage(folder, tarball);

		const supervise = async (command: N8nCommand, userFolder = folder) => {
			const env = { ...everywhere, ...(command === 'worker' && workerEnv) };
			const ports = { port: await freePort(), brokerPort: await freePort() };
			const process = new Supervised(
				async (signal) =>
					await startN8n({ installation, command, userFolder, ...ports, env, signal }),
			);
			cleanUp.add(async () => await process.stop());
			return process;
		};
		const main = await supervise('start');
		const { baseUrl } = await main.start();
		const client = await signUpOwner(baseUrl);

		const bare = await temporaryFolder('bare');
		cleanUp.removeFolder(bare);
		const webhooks = [
			await supervise('webhook'),
			await supervise('webhook', packageMissing ? bare : folder),
		] as const;
		const workers = [await supervise('worker'), await supervise('worker')] as const;
		const [one, two] = await Promise.all([webhooks[0].start(), webhooks[1].start()]);
		await Promise.all(workers.map(async (worker) => await worker.start()));
		const proxy = await RoundRobinProxy.start([one.port, two.port]);
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
	} catch (error) {
		await cleanUp.run();
		throw error;
	}
}

/** Not below n8n's folder, which only its owner may enter. */
async function databaseFolder(cleanUp: CleanUp): Promise<string> {
	const folder = await temporaryFolder('database');
	cleanUp.removeFolder(folder);
	return folder;
}
