import { existsSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nEnvironment } from './environment';
import { spawnGuarded, type GuardedProcess } from './guarded';
import type { Installation } from './install';
import { assertFree, freePort, LOCALHOST } from './port';

/** The first start migrates an empty database, which takes 10 to 20 s on two cores, in ms. */
const START_TIMEOUT_MS = 180_000;
const START_POLL_MS = 200;
/** How much of the log is quoted when n8n does not start, in lines. */
const QUOTED_LOG_LINES = 20;

/** The parts that n8n runs as: all in one, or in queue mode a process that only receives or only works. */
export type N8nCommand = 'start' | 'webhook' | 'worker';

export interface StartOptions {
	installation: Installation;
	/** `start` unless given. */
	command?: N8nCommand;
	/** Where n8n keeps everything; starting again with the same folder is a restart. */
	userFolder: string;
	/** The port to listen on; a free one unless given. */
	port?: number;
	/** The port for its task runners; a free one unless given. */
	brokerPort?: number;
	/** More variables for n8n, stronger than the usual ones. */
	env?: NodeJS.ProcessEnv;
	/** ES modules that n8n's process loads first. */
	preloads?: string[];
	/** Stops n8n when it is aborted, also while it is still starting. */
	signal?: AbortSignal;
}

export interface N8nServer {
	/** Without a slash at the end. */
	readonly baseUrl: string;
	/** What n8n writes to stdout and stderr, over all starts in the same user folder and on the same port. */
	readonly logFile: string;
	/** What it has written since this start. */
	readLog(): Promise<string>;
}

export interface RunningN8n extends N8nServer, GuardedProcess {
	readonly port: number;
}

/** Reads from now on what is added to a log. */
export async function logReader(logFile: string): Promise<() => Promise<string>> {
	const { size } = existsSync(logFile) ? await stat(logFile) : { size: 0 };
	return async () => (await readFile(logFile)).subarray(size).toString('utf8');
}

/** Whether a GET request gets a 2xx response; also false while nothing listens there yet. */
export async function isOk(url: string, timeoutMs = START_TIMEOUT_MS): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })).ok;
	} catch {
		return false;
	}
}

/** n8n 1.x says that it is ready before its REST API is there, which only a complete n8n has. */
async function isReady(baseUrl: string, command: N8nCommand): Promise<boolean> {
	return (
		(await isOk(`${baseUrl}/healthz/readiness`)) &&
		(command !== 'start' || (await isOk(`${baseUrl}/rest/settings`)))
	);
}

/** A worker has no other port than that of its health check. */
const workerPort = (port: number): NodeJS.ProcessEnv => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	N8N_WORKER_SERVER_ADDRESS: LOCALHOST,
});

/**
 * Starts an n8n that listens on 127.0.0.1 only, and waits until it is ready.
 *
 * It ends with this process, even if this process is killed. Throws an error that quotes the end of
 * n8n's log when it does not start, and one plain sentence when the given port is taken.
 */
export async function startN8n(options: StartOptions): Promise<RunningN8n> {
	const { installation, userFolder, command = 'start', preloads, signal } = options;
	const { nodeBinary, n8nScript, version } = installation;
	if (options.port !== undefined) await assertFree(options.port);
	await mkdir(userFolder, { recursive: true });

	const port = options.port ?? (await freePort());
	const brokerPort = options.brokerPort ?? (await freePort());
	const baseUrl = `http://${LOCALHOST}:${port}`;
	const logFile = path.join(userFolder, command === 'start' ? 'n8n.log' : `${command}-${port}.log`);
	const readLog = await logReader(logFile);

	const env = {
		...n8nEnvironment({ version, nodeBinary, userFolder, port, brokerPort }, options.env),
		...(command === 'worker' && workerPort(port)),
	};
	const guarded = { nodeBinary, preloads, cwd: userFolder, env, logFile };
	const child = await spawnGuarded(n8nScript, [command], guarded);
	const stop = () => void child.stop();
	signal?.addEventListener('abort', stop, { once: true });
	void child.ended.then(() => signal?.removeEventListener('abort', stop));
	if (signal?.aborted) await child.stop();

	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await isReady(baseUrl, command))) {
		const late = Date.now() > deadline;
		if (child.hasEnded() || late) {
			await child.kill();
			signal?.throwIfAborted();
			const lines = (await readLog()).trimEnd().split('\n').slice(-QUOTED_LOG_LINES);
			const what = late
				? `was not ready after ${START_TIMEOUT_MS / 1000} s`
				: `ended while starting (${await child.ended})`;
			throw new Error(`n8n ${version} ${what}. The end of its log:\n${lines.join('\n')}`);
		}
		await sleep(START_POLL_MS);
	}
	return { ...child, baseUrl, port, logFile, readLog };
}
