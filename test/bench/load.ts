import autocannon from 'autocannon';
import { percentile } from './statistics';

/** Beyond Presence waits this long for an answer, in ms (its documentation of webhooks). */
const PATIENCE_MS = 10_000;
/** How long an answer is waited for before it counts as none, in seconds. */
const TIMEOUT_S = 180;
const OK = 200;

export interface Load {
	/** Answers with status 200. */
	answers: number;
	/** Requests that were answered otherwise, or not at all. */
	refused: number;
	/** Answers 200, from the first request to the last answer. */
	perSecond: number;
	/** How long half of the answers took at most, and 99 of 100, in ms. */
	p50: number;
	p99: number;
	/** Answers for which Beyond Presence would not have waited. */
	late: number;
}

/**
 * Posts `amount` times the same JSON over that many connections, each of which sends on as soon as it
 * has its answer. Throws if there is no answer 200 at all.
 */
export async function load(
	url: string,
	body: string,
	connections: number,
	amount: number,
): Promise<Load> {
	const times: number[] = [];
	let refused = 0;
	const start = performance.now();
	const ms = await new Promise<number>((resolve, reject) => {
		const headers = { 'content-type': 'application/json' };
		const instance = autocannon(
			{ url, method: 'POST', headers, body, connections, amount, timeout: TIMEOUT_S },
			(error: unknown) => (error ? reject(error as Error) : resolve(performance.now() - start)),
		);
		// Its own end comes up to a second after the last answer, when it next looks.
		const count = () => {
			if (times.length + refused === amount) resolve(performance.now() - start);
		};
		instance.on('response', (_client, status, _bytes, took) => {
			if (status === OK) times.push(took);
			else refused++;
			count();
		});
		instance.on('reqError', () => {
			refused++;
			count();
		});
	});
	if (times.length === 0) throw new Error(`${url} answered no request with 200.`);
	return {
		answers: times.length,
		refused,
		perSecond: (times.length * 1000) / ms,
		p50: percentile(times, 50),
		p99: percentile(times, 99),
		late: times.filter((took) => took > PATIENCE_MS).length,
	};
}
