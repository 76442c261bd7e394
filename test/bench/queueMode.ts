/** Queue mode beside one process, on the same machine: both are up, one of them is at work at a time. */
import type { N8nClient } from '../../tools/n8n/client';
import { startTestN8n } from '../e2e/support/testN8n';
import { startQueueN8n } from '../reliability/support/queueN8n';
import { SWIFT } from '../reliability/support/setup';
import { bodyOf } from './bodies';
import { activate, BASELINE, type CandidateName } from './candidates';
import { untilIdle } from './idle';
import { load, type Load } from './load';
import { measureInTurns, type Pace, type Rate } from './rates';
import { sum } from './statistics';

const CANDIDATES: readonly CandidateName[] = [BASELINE, 'Trigger, accepted', 'Trigger, filtered'];
const CONNECTIONS = 10;

/** Half of the events to each of two addresses, as a proxy would send them. */
async function loadBoth(urls: readonly [string, string], amount: number): Promise<Load> {
	const body = bodyOf('0.3 kB');
	const half = Math.ceil(amount / 2);
	const start = performance.now();
	const loads = await Promise.all(
		urls.map(async (url) => await load(url, body, CONNECTIONS / 2, half)),
	);
	const answers = sum(loads.map(({ answers }) => answers));
	return {
		answers,
		refused: sum(loads.map(({ refused }) => refused)),
		perSecond: (answers * 1000) / (performance.now() - start),
		p50: Math.max(...loads.map(({ p50 }) => p50)),
		p99: Math.max(...loads.map(({ p99 }) => p99)),
		late: sum(loads.map(({ late }) => late)),
	};
}

interface Place {
	name: string;
	client: N8nClient;
	baseUrls: readonly [string, string];
}

/** The median of everything is over all events of a run: until answered, and until executed. */
export interface QueueRates {
	answered: Rate[];
	/** Per second, from the first request until the last execution is finished. */
	executed: Rate[];
}

async function runsIn({ name, client, baseUrls }: Place, untilExecuted: boolean) {
	const runs = [];
	for (const candidate of CANDIDATES) {
		const { url } = await activate(client, candidate);
		const [one, two] = baseUrls;
		runs.push([
			`${name}: ${candidate}`,
			async (amount: number): Promise<Load> => {
				const start = performance.now();
				const answered = await loadBoth([url(one), url(two)], amount);
				await untilIdle(client);
				const perSecond = (answered.answers * 1000) / (performance.now() - start);
				return untilExecuted ? { ...answered, perSecond } : answered;
			},
		] as const);
	}
	return runs;
}

export async function measureQueueMode(pace: Pace): Promise<QueueRates> {
	const single = await startTestN8n('2.41.1', SWIFT);
	try {
		const queue = await startQueueN8n('2.41.1');
		try {
			const [one, two] = await Promise.all(queue.webhooks.map(async (each) => await each.up(0)));
			const { baseUrl } = single.client;
			const places: Place[] = [
				{ name: 'one process', client: single.client, baseUrls: [baseUrl, baseUrl] },
				{
					name: 'queue mode',
					client: queue.client,
					baseUrls: [one?.baseUrl ?? '', two?.baseUrl ?? ''],
				},
			];
			const measure = async (untilExecuted: boolean) => {
				const runs = [];
				for (const place of places) runs.push(...(await runsIn(place, untilExecuted)));
				return await measureInTurns(runs, pace, CONNECTIONS);
			};
			return { answered: await measure(false), executed: await measure(true) };
		} finally {
			await queue.dispose();
		}
	} finally {
		await single.dispose();
	}
}
