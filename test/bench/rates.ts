/** Events answered per second, measured in turns on the same n8n. */
import type { N8nClient } from '../../tools/n8n/client';
import { untilIdle } from '../e2e/support/idle';
import { startTestN8n } from '../e2e/support/testN8n';
import { bodyOf, type BodySize } from './bodies';
import { activate, BASELINE, type Candidate, type CandidateName } from './candidates';
import { load, type Load } from './load';
import { median, spread, sum, type Spread } from './statistics';

/** What n8n can be told about expressions: facts measured for `docs/performance.md`. */
export const SETTINGS = {
	'nothing set': {},
	'`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`': { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	'`N8N_EXPRESSION_ENGINE=legacy`': { N8N_EXPRESSION_ENGINE: 'legacy' },
} as const satisfies Record<string, NodeJS.ProcessEnv>;
type Setting = keyof typeof SETTINGS;

const CANDIDATES: readonly CandidateName[] = [
	BASELINE,
	'Trigger, accepted',
	'Trigger, filtered',
	'Webhook → Switch → Code',
	'Webhook → Filter drops it',
];

/** Connections and the size of the body. */
export type Traffic = readonly [connections: number, body: BodySize];

/** One thing is varied at a time. */
export const TRAFFIC: readonly Traffic[] = [
	[10, '0.3 kB'],
	[1, '0.3 kB'],
	[50, '0.3 kB'],
	[10, '20 kB'],
	[10, '1 MB'],
];

/** Each size with each number of connections, for `--full`. */
export const ALL_TRAFFIC: readonly Traffic[] = (['0.3 kB', '20 kB', '1 MB'] as const).flatMap(
	(body) => [1, 10, 50].map((connections) => [connections, body] as const),
);

/** What each candidate gets before anything is measured, so that n8n's code is compiled. */
const WARM_UP: Traffic = [10, '20 kB'];
const WARM_UP_EVENTS = 100;

export interface Pace {
	/** How often each pair is measured, after once that does not count. */
	rounds: number;
	/** How long each measurement aims to take. */
	seconds: number;
}

/** What a number of events came to. */
export interface Run extends Load {
	/** Answers 200, from the first request until the last execution is finished. */
	donePerSecond: number;
}

/** Posts so many events, and waits until what that started is done. */
export type NamedPost = readonly [name: string, post: (amount: number) => Promise<Run>];

export interface Rate {
	candidate: string;
	perSecond: Spread;
	donePerSecond: Spread;
	/** To n8n's Webhook node, measured right before or after. */
	ratio: Spread;
	/** Medians over the rounds, in ms. */
	p50: number;
	p99: number;
	/** Over all rounds. */
	answers: number;
	/** Not answered 200. */
	refused: number;
	/** Answered later than Beyond Presence would have waited. */
	late: number;
}

/** There and back, so that none always comes after the same one. */
const inTurns = <T>(list: readonly T[], round: number) =>
	round % 2 === 0 ? list : [...list].reverse();

/**
 * Measures by turns, and each right after or before the first, so that both meet the same machine.
 *
 * @param run the first is what the others are compared with
 * @param connections each of them gets as many events, so that none is idle at the end
 */
export async function measureInPairs(
	run: readonly NamedPost[],
	{ rounds, seconds }: Pace,
	connections: number,
): Promise<Rate[]> {
	const [first, ...others] = run;
	if (!first) throw new Error('There is nothing to measure.');
	const amounts = new Map<string, number>();
	for (const [name, post] of run) {
		const { perSecond } = await post(connections);
		amounts.set(name, connections * Math.max(1, Math.round((perSecond * seconds) / connections)));
	}
	const runs = new Map(run.map(([name]) => [name, new Array<Run>()]));
	const ratios = new Map(others.map(([name]) => [name, new Array<number>()]));
	const measure = async ([name, post]: NamedPost) => {
		const load = await post(amounts.get(name) ?? connections);
		runs.get(name)?.push(load);
		return load.perSecond;
	};
	for (let round = 0; round < rounds; round++) {
		for (const other of inTurns(others, round)) {
			const before = round % 2 === 0 ? await measure(first) : undefined;
			const rate = await measure(other);
			ratios.get(other[0])?.push(rate / (before ?? (await measure(first))));
		}
	}
	return [...runs].map(([candidate, loads]) => ({
		candidate,
		perSecond: spread(loads.map(({ perSecond }) => perSecond)),
		donePerSecond: spread(loads.map(({ donePerSecond }) => donePerSecond)),
		ratio: spread(ratios.get(candidate) ?? [1]),
		p50: median(loads.map(({ p50 }) => p50)),
		p99: median(loads.map(({ p99 }) => p99)),
		answers: sum(loads.map(({ answers }) => answers)),
		refused: sum(loads.map(({ refused }) => refused)),
		late: sum(loads.map(({ late }) => late)),
	}));
}

/** What posts to those addresses of one n8n. */
export const postTo =
	(client: N8nClient, urls: readonly string[], [connections, body]: Traffic) =>
	async (amount: number): Promise<Run> => {
		const start = performance.now();
		const answered = await load(urls, bodyOf(body), connections, amount);
		await untilIdle(client);
		return { ...answered, donePerSecond: (answered.answers * 1000) / (performance.now() - start) };
	};

export interface RatesOf {
	setting: Setting;
	traffic: Traffic;
	rates: Rate[];
}

/** All candidates on one new n8n with that setting, for each kind of traffic. */
export async function measureRates(
	setting: Setting,
	traffics: readonly Traffic[],
	pace: Pace,
	say: (text: string) => void,
): Promise<RatesOf[]> {
	const n8n = await startTestN8n('2.41.1', SETTINGS[setting]);
	const { client } = n8n;
	try {
		const candidates: Candidate[] = [];
		for (const name of CANDIDATES) candidates.push(await activate(client, name));
		const post = ({ url }: Candidate, traffic: Traffic) =>
			postTo(client, [url(client.baseUrl)], traffic);
		say(`${setting}, warming up …`);
		for (const candidate of candidates) await post(candidate, WARM_UP)(WARM_UP_EVENTS);
		const measured: RatesOf[] = [];
		for (const traffic of traffics) {
			const [connections, body] = traffic;
			say(`${setting}, ${connections} connections, ${body} …`);
			const run = candidates.map((each) => [each.name, post(each, traffic)] as const);
			const rates = await measureInPairs(run, pace, connections);
			measured.push({ setting, traffic, rates });
		}
		return measured;
	} finally {
		await n8n.dispose();
	}
}
