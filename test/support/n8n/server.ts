import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { installCommunityPackage } from './communityPackage';
import { n8nEnvironment } from './environment';
import type { Installation } from './install';
import { assertFree, freePort, LOCALHOST } from './port';

/** The first start migrates an empty database, which takes 10 to 20 s on two cores, in ms. */
const START_TIMEOUT_MS = 180_000;
const START_POLL_MS = 200;
/** How long n8n may take to stop by itself before it is killed, in ms. */
const STOP_TIMEOUT_MS = 15_000;
/** How much of the log is quoted when n8n does not start, in lines. */
const QUOTED_LOG_LINES = 20;

/** The file descriptor of the pipe by which n8n notices that this process is gone. */
const PARENT_PIPE = 3;

/** The parts that n8n runs as: all in one, or in queue mode a process that only receives or only works. */
export type N8nCommand = 'start' | 'webhook' | 'worker';

export interface StartOptions {
	installation: Installation;
	/** `start` unless given. */
	command?: N8nCommand;
	/** Where n8n keeps everything; starting again with the same folder is a restart. */
	userFolder: string;
	/** A package as `npm pack` made it, to be installed in this n8n before it starts. */
	tarball?: string;
	/** The port to listen on; a free one unless given. */
	port?: number;
	/**
	 * The port for its task runners; a free one unless given. One of several processes that are started
	 * again needs its own for good, or it takes a port of another that is down at the moment.
	 */
	brokerPort?: number;
	/** Further variables for n8n, stronger than the usual ones. */
	env?: NodeJS.ProcessEnv;
	/** An ES module that n8n's process loads first. */
	preload?: string;
	/** Stops n8n when it is aborted, also while it is still starting. */
	signal?: AbortSignal;
}

export interface RunningN8n {
	/** Without a slash at the end. */
	readonly baseUrl: string;
	readonly port: number;
	readonly pid: number;
	/** What n8n writes to stdout and stderr, over all starts in the same user folder and on the same port. */
	readonly logFile: string;
	/** What it has written since this start. */
	readLog(): Promise<string>;
	/** Resolves when it has ended, for whatever reason, and says how. */
	readonly ended: Promise<string>;
	/** Asks n8n to stop, and kills it if it does not; its child processes never outlive it. */
	stop(): Promise<void>;
	/** Ends it without asking, as a crash would, and waits until it is gone. */
	kill(signal?: NodeJS.Signals): Promise<void>;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Ends what is left of n8n's process group: its task runner, if n8n could not do so itself. */
function killGroup(pid: number): void {
	try {
		process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** Says how the process ended; by then, nothing is left of its group. */
async function endOf(child: ChildProcess, pid: number): Promise<string> {
	return await new Promise((resolve) => {
		child.once('exit', (status, signal) => {
			killGroup(pid);
			resolve(signal ? `killed by ${signal}` : `status ${status}`);
		});
	});
}

async function isSettledWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
	const timeout = new AbortController();
	const settled = promise.then(() => true);
	// Aborting the timer, which is all that can reject here, comes after the race.
	const late = sleep(ms, false, { signal: timeout.signal }).catch(() => false);
	const result = await Promise.race([settled, late]);
	timeout.abort();
	return result;
}

async function answersOk(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(START_TIMEOUT_MS) })).ok;
	} catch {
		// Nobody listens yet. Whoever calls gives up after a while.
		return false;
	}
}

/** n8n 1.x says that it is ready before its REST API is there, which only a complete n8n has. */
async function isReady(baseUrl: string, command: N8nCommand): Promise<boolean> {
	return (
		(await answersOk(`${baseUrl}/healthz/readiness`)) &&
		(command !== 'start' || (await answersOk(`${baseUrl}/rest/settings`)))
	);
}

/** A worker has no port of its own but the one where it tells how it is. */
const portOfWorker = (port: number): NodeJS.ProcessEnv => ({
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
	const { installation, userFolder, tarball, command = 'start' } = options;
	const { nodeBinary, n8nScript, version } = installation;
	if (options.port !== undefined) await assertFree(options.port);
	await mkdir(userFolder, { recursive: true });
	if (tarball !== undefined) await installCommunityPackage(userFolder, tarball);

	const port = options.port ?? (await freePort());
	const baseUrl = `http://${LOCALHOST}:${port}`;
	const brokerPort = options.brokerPort ?? (await freePort());
	const logFile = path.join(userFolder, command === 'start' ? 'n8n.log' : `${command}-${port}.log`);
	const log = await open(logFile, 'a');
	const logStart = (await stat(logFile)).size;
	const readLog = async () => (await readFile(logFile)).subarray(logStart).toString('utf8');

	const guard = pathToFileURL(path.join(__dirname, 'exitWithParent.mjs')).href;
	const preloads = [guard, ...(options.preload ? [pathToFileURL(options.preload).href] : [])];
	const imports = preloads.flatMap((url) => ['--import', url]);
	const child = spawn(nodeBinary, [...imports, n8nScript, command], {
		cwd: userFolder,
		env: {
			...n8nEnvironment({ version, nodeBinary, userFolder, port, brokerPort }, options.env),
			...(command === 'worker' && portOfWorker(port)),
			BEYOND_PRESENCE_PARENT_PIPE: String(PARENT_PIPE),
		},
		stdio: ['ignore', log.fd, log.fd, 'pipe'],
		detached: process.platform !== 'win32',
	});
	const spawned = new Promise<void>((resolve, reject) => {
		child.once('spawn', resolve).once('error', reject);
	});
	try {
		await spawned;
	} finally {
		await log.close();
	}
	const { pid } = child;
	if (pid === undefined) throw new Error('n8n was started, but has no process id.');

	const ended = endOf(child, pid);

	async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
		child.kill(signal);
		await ended;
	}
	async function stop(): Promise<void> {
		child.kill('SIGTERM');
		if (!(await isSettledWithin(ended, STOP_TIMEOUT_MS))) await kill();
	}
	options.signal?.addEventListener('abort', () => void stop(), { once: true });
	if (options.signal?.aborted) await stop();

	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await isReady(baseUrl, command))) {
		const late = Date.now() > deadline;
		if (hasEnded(child) || late) {
			await kill();
			options.signal?.throwIfAborted();
			const lines = (await readLog()).trimEnd().split('\n').slice(-QUOTED_LOG_LINES);
			const what = late
				? `was not ready after ${START_TIMEOUT_MS / 1000} s`
				: `ended while starting (${await ended})`;
			throw new Error(`n8n ${version} ${what}. The end of its log:\n${lines.join('\n')}`);
		}
		await sleep(START_POLL_MS);
	}
	return { baseUrl, port, pid, logFile, readLog, ended, stop, kill };
}
