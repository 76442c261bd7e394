import autocannon from 'autocannon';
import { percentile, sum } from './statistics';

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

interface Answers {
	/** How long each answer 200 took, in ms. */
	times: number[];
	refused: number;
}

async function answersOf(
	url: string,
	body: string,
	connections: number,
	amount: number,
): Promise<Answers> {
	const answers: Answers = { times: [], refused: 0 };
	await new Promise<void>((resolve, reject) => {
		const headers = { 'content-type': 'application/json' };
		const instance = autocannon(
			{ url, method: 'POST', headers, body, connections, amount, timeout: TIMEOUT_S },
			(error: unknown) => (error ? reject(error as Error) : resolve()),
		);
		// Its own end comes up to a second after the last answer, when it next looks.
		const count = () => {
			if (answers.times.length + answers.refused === amount) resolve();
		};
		instance.on('response', (_client, status, _bytes, took) => {
			if (status === OK) answers.times.push(took);
			else answers.refused++;
			count();
		});
		instance.on('reqError', () => {
			answers.refused++;
			count();
		});
	});
	if (answers.times.length === 0) throw new Error(`${url} answered no request with 200.`);
	return answers;
}

/**
 * Posts `amount` times the same JSON over that many connections, each of which sends on as soon as it
 * has its answer. Several addresses share both equally, as behind a proxy. Throws if one of them
 * gives no answer 200 at all.
 */
export async function load(
	urls: readonly string[],
	body: string,
	connections: number,
	amount: number,
): Promise<Load> {
	const share = (whole: number) => Math.ceil(whole / urls.length);
	const start = performance.now();
	const all = await Promise.all(
		urls.map(async (url) => await answersOf(url, body, share(connections), share(amount))),
	);
	const ms = performance.now() - start;
	const times = all.flatMap((each) => each.times);
	return {
		answers: times.length,
		refused: sum(all.map(({ refused }) => refused)),
		perSecond: (times.length * 1000) / ms,
		p50: percentile(times, 50),
		p99: percentile(times, 99),
		late: times.filter((took) => took > PATIENCE_MS).length,
	};
}
