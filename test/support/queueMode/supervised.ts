/** One process of n8n that is started again when it ends, as systemd and Docker do. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningN8n } from '../n8n/server';

/** As systemd and Docker wait, in ms. */
const PAUSE_MS = 1_000;
/** A process that cannot stay up ends the test at last. */
const MOST_STARTS = 20;

export class Supervised {
	private stopping = false;
	private readonly abort = new AbortController();
	private process: RunningN8n | undefined;
	private watching: Promise<void> | undefined;
	private lastProblem = 'it was not started';
	/** How often it was started again. */
	restarts = 0;

	constructor(private readonly begin: (signal: AbortSignal) => Promise<RunningN8n>) {}

	/** Rejects when the first start fails. */
	async start(): Promise<RunningN8n> {
		const first = await this.begin(this.abort.signal);
		this.process = first;
		this.watching = this.watch(first);
		return first;
	}

	/** The process, if it is up at the moment. */
	get current(): RunningN8n | undefined {
		return this.process;
	}

	/** Waits until it is up; the limit is in ms. */
	async up(timeoutMs: number): Promise<RunningN8n> {
		const deadline = Date.now() + timeoutMs;
		while (!this.process) {
			if (Date.now() > deadline) throw new Error(`n8n did not come back: ${this.lastProblem}`);
			await sleep(PAUSE_MS / 10);
		}
		return this.process;
	}

	async stop(): Promise<void> {
		this.stopping = true;
		this.abort.abort();
		await this.process?.stop();
		await this.watching;
	}

	private async watch(first: RunningN8n): Promise<void> {
		let running: RunningN8n | undefined = first;
		while (this.restarts < MOST_STARTS) {
			if (running) this.lastProblem = await running.ended;
			this.process = undefined;
			if (this.stopping) return;
			await sleep(PAUSE_MS);
			if (this.stopping) return;
			this.restarts++;
			try {
				running = await this.begin(this.abort.signal);
				this.process = running;
			} catch (error) {
				running = undefined;
				this.lastProblem = String(error);
			}
		}
	}
}
