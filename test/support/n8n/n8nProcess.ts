/** An n8n that is killed and started again, with everything that it saved and on the same ports. */
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './port';
import { startN8n, type RunningN8n, type StartOptions } from './server';

/** How long systemd and Docker wait before they start a process again, in ms. */
const PAUSE_MS = 1_000;
/** In a row: an n8n that cannot start ends the test at last. */
const MOST_FAILED_STARTS = 20;
/** How long a process that was killed may take to come back, in ms. */
export const COME_BACK_MS = 180_000;

export class N8nProcess {
	/** Why n8n did not start again, by failed start of a supervised process. */
	readonly failedStarts: string[] = [];

	private running: RunningN8n | undefined;
	private readonly stopping = new AbortController();
	private supervision = Promise.resolve();
	private lastProblem = 'it was not started';

	private constructor(private readonly options: StartOptions) {}

	/** @param isSupervised starts it again when it ends, as systemd and Docker do */
	static async start(options: StartOptions, isSupervised = false): Promise<N8nProcess> {
		// Its own ports for good: another process could get a free port while this one is down.
		const ports = { port: await freePort(), brokerPort: await freePort() };
		const started = new N8nProcess({ ...ports, ...options });
		await started.startAgain();
		if (isSupervised) started.supervision = started.supervise();
		return started;
	}

	/** The running process. Throws while there is none. */
	get server(): RunningN8n {
		if (!this.running) throw new Error(`n8n is not running: ${this.lastProblem}`);
		return this.running;
	}

	/** Ends it as a crash would, and waits until it is gone. */
	async kill(signal?: NodeJS.Signals): Promise<void> {
		await this.server.kill(signal);
		this.running = undefined;
	}

	async startAgain(): Promise<void> {
		this.running = await startN8n({ ...this.options, signal: this.stopping.signal });
	}

	/** Waits until a supervised process is running again. */
	async isBack(): Promise<void> {
		const deadline = Date.now() + COME_BACK_MS;
		while (!this.running && Date.now() < deadline) await sleep(PAUSE_MS / 10);
		if (!this.running) throw new Error(`n8n did not come back: ${this.lastProblem}`);
	}

	/** Stops it for good. */
	async stop(): Promise<void> {
		this.stopping.abort();
		await this.running?.stop();
		await this.supervision;
	}

	private async supervise(): Promise<void> {
		let failures = 0;
		while (failures < MOST_FAILED_STARTS) {
			if (this.running) this.lastProblem = await this.running.ended;
			this.running = undefined;
			if (!this.stopping.signal.aborted) await sleep(PAUSE_MS);
			if (this.stopping.signal.aborted) return;
			try {
				await this.startAgain();
				failures = 0;
			} catch (error) {
				failures++;
				this.lastProblem = String(error);
				this.failedStarts.push(this.lastProblem);
			}
		}
	}
}
