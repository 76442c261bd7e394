import autocannon from 'autocannon';

/** Beyond Presence waits this long for an answer, in ms (its documentation of webhooks). */
const PATIENCE_MS = 10_000;
/** How long an answer is waited for before it counts as none, in seconds. */
const TIMEOUT_S = 180;

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
	let late = 0;
	let last = Number.NaN;
	const start = performance.now();
	const result = await new Promise<autocannon.Result>((resolve, reject) => {
		const instance = autocannon(
			{
				url,
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body,
				connections,
				amount,
				timeout: TIMEOUT_S,
			},
			(error: unknown, finished) => (error ? reject(error as Error) : resolve(finished)),
		);
		instance.on('response', (_client, _status, _bytes, ms) => {
			last = performance.now();
			if (ms > PATIENCE_MS) late++;
		});
	});
	const { '2xx': answers, latency } = result;
	if (answers === 0) throw new Error(`${url} answered no request with 200.`);
	const perSecond = (answers * 1000) / (last - start);
	const { p50, p99 } = latency;
	return { answers, refused: amount - answers, perSecond, p50, p99, late };
}
