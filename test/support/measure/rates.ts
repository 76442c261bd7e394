/** Events answered per second by each candidate on the same n8n, with each kind of traffic. */
import type { N8nClient } from '../n8n/client';
import { untilIdle } from '../n8n/idle';
import { startTestN8n } from '../n8n/testN8n';
import { BODY_SIZES, bodyOf, type BodySize } from './bodies';
import { activate, BASELINE, type Candidate, type CandidateName } from './candidates';
import { load } from './load';
import { measureInTurns, type Pace, type Rate, type Run } from './turns';

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
export const ALL_TRAFFIC: readonly Traffic[] = BODY_SIZES.flatMap((body) =>
	[1, 10, 50].map((connections) => [connections, body] as const),
);

/** What each candidate gets before anything is measured, so that n8n's code is compiled. */
const WARM_UP: Traffic = [10, '20 kB'];
const WARM_UP_EVENTS = 100;

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
			const rates = await measureInTurns(run, pace, connections);
			measured.push({ setting, traffic, rates });
		}
		return measured;
	} finally {
		await n8n.dispose();
	}
}
