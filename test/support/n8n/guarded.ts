/** Child processes that end with this one, however it ends, and write to a log file. */
import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** How long a process may take to stop by itself before it is killed, in ms. */
const STOP_TIMEOUT_MS = 20_000;

/** The file descriptor of the pipe by which the child notices that this process is gone. */
const PARENT_PIPE = 3;
const GUARD = path.join(__dirname, 'exitWithParent.mjs');

export interface GuardedProcess {
	hasEnded(): boolean;
	/** Resolves when it and its process group have ended, for any reason, and says how. */
	readonly ended: Promise<string>;
	/** Asks it to stop with the signal, and kills it if it doesn't. */
	stop(signal?: NodeJS.Signals): Promise<void>;
	/** Ends it as a crash would, and waits until it is gone. */
	kill(signal?: NodeJS.Signals): Promise<void>;
}

interface GuardedOptions {
	/** The Node that runs it; this process's own unless given. */
	nodeBinary?: string;
	/** ES modules that it loads first. */
	preloads?: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
}

/** Ends what is left of a process group: n8n's task runner, if n8n could not do so itself. */
function killGroup(pid: number): void {
	try {
		process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** Runs a script of Node. Rejects when the Node cannot be started. */
export async function spawnGuarded(
	script: string,
	args: readonly string[],
	{ nodeBinary = process.execPath, preloads = [], cwd, env, logFile }: GuardedOptions,
): Promise<GuardedProcess> {
	const imports = [GUARD, ...preloads].flatMap((file) => ['--import', pathToFileURL(file).href]);
	const log = await open(logFile, 'a');
	const child = spawn(nodeBinary, [...imports, script, ...args], {
		cwd,
		env: { ...env, BEYOND_PRESENCE_PARENT_PIPE: String(PARENT_PIPE) },
		stdio: ['ignore', log.fd, log.fd, 'pipe'],
		detached: process.platform !== 'win32',
	});
	const ended = new Promise<string>((resolve) => {
		child.once('exit', (status, signal) => {
			if (child.pid !== undefined) killGroup(child.pid);
			resolve(signal ? `killed by ${signal}` : `status ${status}`);
		});
	});
	try {
		await new Promise<void>((resolve, reject) => {
			child.once('spawn', resolve).once('error', reject);
		});
	} finally {
		await log.close();
	}
	async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
		child.kill(signal);
		await ended;
	}
	async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
		await kill(signal);
		clearTimeout(force);
	}
	return {
		hasEnded: () => child.exitCode !== null || child.signalCode !== null,
		ended: ended,
		stop,
		kill,
	};
}
