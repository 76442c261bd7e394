/**
 * Valid events changed at random, given to the built trigger as n8n gives them: it answers each as
 * promised, never throws, and keeps no memory of them beyond its bounds. FUZZ_EVENTS sets how many,
 * FUZZ_SEED where they start.
 */
import { setFlagsFromString } from 'node:v8';
import { setImmediate as eventLoop, setTimeout as sleep } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { mutatedEvent } from '../fuzz/mutations';
import { randomOf } from '../fuzz/random';
import { publish } from '../support/reliability/figures';
import { loadBuiltPackage } from './support/builtPackage';
import { deliver } from './support/webhookHost';

const EVENTS = Number(process.env.FUZZ_EVENTS ?? 4_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_250_528);
/** Fill the trigger's memory of calls, and warm up what compiles late. */
const WARM_UP = Math.min(EVENTS, 10_000);
const MOST_GROWTH = 0.1;
const BATCH = 100;
/** Before memory is looked at, in ms. */
const REST_MS = 100;
const TIMEOUT_MS = 1_800_000;
const MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function heapMb(): Promise<number> {
	await sleep(REST_MS);
	collectGarbage();
	collectGarbage();
	return process.memoryUsage().heapUsed / MB;
}

const VARIANTS = [
	{ events: ['call_started', 'message', 'call_ended', 'other'] },
	{ events: ['call_started', 'message', 'call_ended', 'other'], simplify: false },
	{ filters: { sender: 'user', unknownAgent: 'drop' } },
	{ options: { ignoreDuplicates: true } },
];

describe(`${EVENTS} changed events`, () => {
	let loader: PackageDirectoryLoader;
	beforeAll(async () => {
		loader = await loadBuiltPackage();
	});

	it(
		'are answered as promised, and memory comes back',
		async () => {
			const random = randomOf(SEED);
			const staticData: IDataObject = {};
			const statuses = new Map<number, number>();
			const prototype = JSON.stringify(Reflect.ownKeys(Object.prototype).map(String));
			let before = 0;
			for (let index = 0; index < EVENTS + WARM_UP; index++) {
				// What the trigger puts off until later gets its turn, as in n8n.
				if (index % BATCH === 0) await eventLoop();
				if (index === WARM_UP) before = await heapMb();
				const variant = index % VARIANTS.length;
				const body = mutatedEvent(random);
				const { status, items } = await deliver(loader, {
					body,
					nodeId: `fuzz ${variant}`,
					parameters: VARIANTS[variant],
					staticData,
				}).catch((error: unknown) => {
					throw new Error(`Event ${index} of seed ${SEED}: ${JSON.stringify(body)}`, {
						cause: error,
					});
				});
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
				// An item that JSON cannot hold would fail when n8n stores it.
				JSON.stringify(items);
			}
			const after = await heapMb();
			const growth = (after - before) / before;
			const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
			await publish({
				n8n: 'n8n-core 2.41.1',
				setup: 'built node',
				what: `fuzz: ${EVENTS} changed events through \`webhook()\``,
				result: `no exception; ${counts}; heap ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after (${(growth * 100).toFixed(1)} %)`,
			});
			expect([...statuses.keys()].every((status) => status === 200 || status === 400)).toBe(true);
			expect(JSON.stringify(Reflect.ownKeys(Object.prototype).map(String))).toBe(prototype);
			if (EVENTS > WARM_UP) expect(growth).toBeLessThan(MOST_GROWTH);
		},
		TIMEOUT_MS,
	);
});
