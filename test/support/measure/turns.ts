/** Turns: each is measured between two measurements of the first, until the ratio is known well enough. */
import type { Load } from './load';
import { errorOfMedian, median, spread, sum, type Spread } from './statistics';

/** A ratio is known well enough when its median may be wrong by that share of it (one standard error). */
const ERROR = 0.03;

/**
 * How many events each connection sends at least. n8n answers before it executes, so the first round
 * meets an idle n8n: with one round or two, ratios of bodies of 1 MB were up to twice as far apart.
 */
const LEAST_ROUNDS = 4;

export interface Pace {
	/** How often each is measured at least. */
	least: number;
	/** How often at most, however wrong its ratio may still be. */
	most: number;
	/** How long each measurement aims to take, or longer where n8n is slow. */
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
	/** To the first, measured right before and after: to the geometric mean of both. */
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

interface Measured {
	name: string;
	measure(): Promise<number>;
	runs: Run[];
	ratios: number[];
}

/** There and back, so that none always comes after the same one. */
const inTurns = <T>(list: readonly T[], round: number) =>
	round % 2 === 0 ? list : [...list].reverse();

const isSettled = ({ ratios }: Measured, { least, most }: Pace) =>
	ratios.length >= most || (ratios.length >= least && errorOfMedian(ratios) <= ERROR);

/**
 * Finds out how many events take about that long: whole rounds of the connections, so that none of
 * them is idle at the end. The first events, which are few, tell how many more are sent to tell.
 */
async function prepare(
	[name, post]: NamedPost,
	seconds: number,
	connections: number,
): Promise<Measured> {
	let amount = connections;
	for (let time = 0; time < 2; time++) {
		const { perSecond } = await post(amount);
		amount = connections * Math.max(LEAST_ROUNDS, Math.round((perSecond * seconds) / connections));
	}
	const runs: Run[] = [];
	const measure = async () => {
		const run = await post(amount);
		runs.push(run);
		return run.perSecond;
	};
	return { name, measure, runs, ratios: [] };
}

const rateOf = ({ name, runs, ratios }: Measured): Rate => ({
	candidate: name,
	perSecond: spread(runs.map(({ perSecond }) => perSecond)),
	donePerSecond: spread(runs.map(({ donePerSecond }) => donePerSecond)),
	ratio: spread(ratios),
	p50: median(runs.map(({ p50 }) => p50)),
	p99: median(runs.map(({ p99 }) => p99)),
	answers: sum(runs.map(({ answers }) => answers)),
	refused: sum(runs.map(({ refused }) => refused)),
	late: sum(runs.map(({ late }) => late)),
});

/**
 * Measures all by turns, each between two measurements of the first, so that both meet the same
 * machine, however fast that is at the moment.
 *
 * @param posts the first is what the others are compared with
 */
export async function measureInTurns(
	posts: readonly NamedPost[],
	pace: Pace,
	connections: number,
): Promise<Rate[]> {
	const all: Measured[] = [];
	for (const post of posts) all.push(await prepare(post, pace.seconds, connections));
	const [first, ...others] = all;
	if (!first) throw new Error('There is nothing to measure.');
	first.ratios.push(1);
	let before = await first.measure();
	for (let round = 0, open = others; open.length > 0; round++) {
		for (const other of inTurns(open, round)) {
			const rate = await other.measure();
			const after = await first.measure();
			other.ratios.push(rate / Math.sqrt(before * after));
			before = after;
		}
		open = open.filter((other) => !isSettled(other, pace));
	}
	return all.map(rateOf);
}
