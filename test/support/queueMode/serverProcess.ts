/** A server other than n8n, run by a test as its own unprivileged process on 127.0.0.1. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnGuarded, type GuardedProcess } from '../n8n/guarded';
import { isFree } from '../n8n/port';

/** In ms. */
const START_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

const RUNNER = path.resolve(__dirname, '../n8n/guardedProcess.mjs');

/** `nobody` on Debian. PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** As whom servers run: root runs them as nobody, anyone else as themselves. */
export const unprivileged: { uid?: number; gid?: number } =
	process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

interface ServerProgram {
	program: string;
	args: string[];
	port: number;
	folder: string;
	/** Makes it end in good order. */
	stopSignal: NodeJS.Signals;
}

export class ServerProcess {
	private child: GuardedProcess | undefined;

	constructor(private readonly server: ServerProgram) {}

	get port(): number {
		return this.server.port;
	}

	/** Waits until something listens on its port. Starting again keeps its data. */
	async start(): Promise<void> {
		const { program, args, folder, port } = this.server;
		const logFile = path.join(folder, 'server.log');
		const options = { cwd: folder, env: process.env, logFile };
		const runner = [JSON.stringify(unprivileged), program, ...args];
		this.child = await spawnGuarded(RUNNER, runner, options);
		const deadline = Date.now() + START_TIMEOUT_MS;
		while (await isFree(port)) {
			if (this.child.hasEnded() || Date.now() > deadline) {
				await this.stop();
				throw new Error(`${program} does not listen on port ${port}; its log is ${logFile}.`);
			}
			await sleep(POLL_MS);
		}
	}

	/** In good order, or by force when that takes too long. */
	async stop(): Promise<void> {
		if (this.child && !this.child.hasEnded()) await this.child.stop(this.server.stopSignal);
	}
}
