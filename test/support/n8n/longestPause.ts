import { setTimeout as sleep } from 'node:timers/promises';

/** In ms. */
const PROBE_EVERY_MS = 10;

/** The longest time that `/healthz` of an n8n takes to respond until `work` is done, in ms. */
export async function longestPause(baseUrl: string, work: () => Promise<unknown>): Promise<number> {
	let isOver = false;
	let longest = 0;
	async function probe(): Promise<void> {
		while (!isOver) {
			const start = performance.now();
			await fetch(`${baseUrl}/healthz`);
			longest = Math.max(longest, performance.now() - start);
			await sleep(PROBE_EVERY_MS);
		}
	}
	const probing = probe();
	await work();
	isOver = true;
	await probing;
	return Math.round(longest);
}
