/** Events per second, compared in pairs: each candidate is measured next to the same baseline. */
import autocannon from 'autocannon';
import type { N8nClient } from '../n8n/client';
import { spread, type Spread } from './statistics';

/** How long a response is waited for before the run fails, in seconds. */
const TIMEOUT_S = 180;
/**
 * How many events each connection sends at least. n8n responds before it executes, so the first round
 * meets an idle n8n.
 */
const LEAST_PER_CONNECTION = 4;

/** Posts so many events and returns how many responses came per second. */
type Post = (amount: number) => Promise<number>;
export type NamedPost = readonly [name: string, post: Post];

/**
 * Posts the same JSON over that many connections, each of which sends its next event as soon as it has
 * the response, and then waits until n8n has executed everything. Throws unless every response is 200.
 */
export const postTo =
	(client: N8nClient, url: string, body: string, connections: number): Post =>
	async (amount) => {
		const start = performance.now();
		// The tool's own end comes up to a second after the last response.
		let last = start;
		const headers = { 'content-type': 'application/json' };
		const options = { url, method: 'POST' as const, headers, body, connections, amount };
		const result = await new Promise<autocannon.Result>((resolve, reject) => {
			autocannon({ ...options, timeout: TIMEOUT_S }, (error, done) =>
				error ? reject(error as Error) : resolve(done),
			).on('response', () => (last = performance.now()));
		});
		if (result['2xx'] !== amount) {
			throw new Error(`${url} responded to ${result['2xx']} of ${amount} events with 200.`);
		}
		await client.untilIdle();
		return (amount * 1000) / (last - start);
	};

interface Rate {
	name: string;
	perSecond: Spread;
	/** To the baseline, which was measured right before or after. */
	ratio: Spread;
}

interface Pace {
	/** How often each pair is measured. */
	rounds: number;
	/** How long one measurement should take. */
	seconds: number;
	connections: number;
}

/** Whole rounds of the connections, so that none of them is idle at the end. */
async function amountFor([, post]: NamedPost, { seconds, connections }: Pace): Promise<number> {
	const perConnection = ((await post(2 * connections)) * seconds) / connections;
	return connections * Math.max(LEAST_PER_CONNECTION, Math.round(perConnection));
}

/**
 * Measures each candidate and the baseline in pairs, the baseline first and last alternately, because
 * the speed of a machine changes from minute to minute. Returns the baseline's rate first.
 */
export async function compareRates(
	baseline: NamedPost,
	others: readonly NamedPost[],
	pace: Pace,
): Promise<Rate[]> {
	const baselineAmount = await amountFor(baseline, pace);
	const all: Rate[] = [];
	const ofBaseline: number[] = [];
	for (const other of others) {
		const amount = await amountFor(other, pace);
		const rates: number[] = [];
		const ratios: number[] = [];
		for (let round = 0; round < pace.rounds; round++) {
			const isFirst = round % 2 === 0;
			const before = isFirst ? await baseline[1](baselineAmount) : undefined;
			const rate = await other[1](amount);
			const base = before ?? (await baseline[1](baselineAmount));
			ofBaseline.push(base);
			rates.push(rate);
			ratios.push(rate / base);
		}
		all.push({ name: other[0], perSecond: spread(rates), ratio: spread(ratios) });
	}
	const same = { median: 1, least: 1, most: 1 };
	return [{ name: baseline[0], perSecond: spread(ofBaseline), ratio: same }, ...all];
}
