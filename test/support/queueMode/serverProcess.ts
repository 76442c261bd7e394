/** A server other than n8n, run by a test as its own unprivileged process on 127.0.0.1. */
import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isFree } from '../n8n/port';

/** In ms. */
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 100;

const PARENT_PIPE = 3;
const GUARD = path.resolve(__dirname, '../n8n/exitWithParent.mjs');
const RUNNER = path.join(__dirname, 'guardedProcess.mjs');

/** `nobody` on Debian. PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** As whom servers run: as root, they run as nobody; anyone else runs them as himself. */
export const unprivileged: { uid?: number; gid?: number } =
	process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

interface ServerProgram {
	program: string;
	args: string[];
	port: number;
	folder: string;
	/** What makes it end in good order. */
	stopSignal: NodeJS.Signals;
}

export class ServerProcess {
	private child: ChildProcess | undefined;

	constructor(private readonly server: ServerProgram) {}

	get port(): number {
		return this.server.port;
	}

	/** Waits until something listens on its port. Starting again keeps its data. */
	async start(): Promise<void> {
		const { program, args, folder, port } = this.server;
		const logFile = path.join(folder, 'server.log');
		const log = await open(logFile, 'a');
		const runner = ['--import', pathToFileURL(GUARD).href, RUNNER, JSON.stringify(unprivileged)];
		const child = spawn(process.execPath, [...runner, program, ...args], {
			cwd: folder,
			env: { ...process.env, BEYOND_PRESENCE_PARENT_PIPE: String(PARENT_PIPE) },
			stdio: ['ignore', log.fd, log.fd, 'pipe'],
			detached: true,
		});
		await log.close();
		this.child = child;
		const deadline = Date.now() + START_TIMEOUT_MS;
		while (await isFree(port)) {
			if (child.exitCode !== null || Date.now() > deadline) {
				await this.stop();
				throw new Error(`${program} does not listen on port ${port}; its log is ${logFile}.`);
			}
			await sleep(POLL_MS);
		}
	}

	/** In good order, or by force when that takes too long. */
	async stop(): Promise<void> {
		const { child } = this;
		if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
		const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
		child.kill(this.server.stopSignal);
		const { pid } = child;
		const force = setTimeout(() => process.kill(-pid, 'SIGKILL'), STOP_TIMEOUT_MS);
		await ended;
		clearTimeout(force);
	}
}
