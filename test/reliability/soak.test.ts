/**
 * A short form of hours: 20 events a second for SOAK_MINUTES (20 unless set), while n8n removes old
 * executions. Nothing is lost, and the heap does not grow.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished } from '../support/n8n/execution';
import { startTestN8n, SWIFT, useSetup } from '../support/n8n/testN8n';
import { publish } from '../support/reliability/figures';
import { Ledger } from '../support/reliability/ledger';
import { finishedExecutions } from '../support/reliability/stored';
import { Traffic } from '../support/reliability/traffic';
import { activeWorkflow } from '../support/reliability/trial';

const NEWEST = '2.41.1';
const MINUTES = Number(process.env.SOAK_MINUTES ?? 20);
const PER_SECOND = 20;
const MINUTE_MS = 60_000;
const LOOK_MS = 30_000;
/** The first minutes, in which n8n loads and compiles code, do not count. */
const WARM_UP_SHARE = 0.25;
/** Over the whole soak, of the heap. */
const MOST_GROWTH = 0.1;
const MB = 1024 * 1024;

/** Keeps some minutes of executions, so that each is seen before it goes. */
const PRUNED: NodeJS.ProcessEnv = {
	EXECUTIONS_DATA_PRUNE: 'true',
	EXECUTIONS_DATA_PRUNE_MAX_COUNT: '4000',
	EXECUTIONS_DATA_PRUNE_SOFT_DELETE_INTERVAL: '1',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '1',
};

interface Sample {
	minutes: number;
	heapMb: number;
}

/** By least squares, in MB a minute. */
function slope(samples: readonly Sample[]): number {
	const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
	const meanMinutes = mean(samples.map(({ minutes }) => minutes));
	const meanHeap = mean(samples.map(({ heapMb }) => heapMb));
	const covariance = samples.map(
		({ minutes, heapMb }) => (minutes - meanMinutes) * (heapMb - meanHeap),
	);
	return mean(covariance) / mean(samples.map(({ minutes }) => (minutes - meanMinutes) ** 2));
}

describe(`n8n ${NEWEST} in one process, for ${MINUTES} minutes`, () => {
	const n8n = useSetup(async () => await startTestN8n(NEWEST, { env: { ...SWIFT, ...PRUNED } }));

	it(
		'loses nothing and does not grow',
		async () => {
			const { id, url } = await activeWorkflow(n8n());
			const ledger = new Ledger();
			const executed = new Set<number>();
			const seen = new Set<string>();
			const failed: string[] = [];
			const look = async () => {
				for (const { id: execution, status, text } of await finishedExecutions(
					n8n().client,
					id,
					(each) => seen.has(each),
				)) {
					if (seen.has(execution) || !isFinished({ id: execution, status })) continue;
					seen.add(execution);
					for (const number of ledger.numbersIn(text)) executed.add(number);
					if (status !== 'success') failed.push(`${execution} ${status}`);
				}
			};
			const samples: Sample[] = [];
			const start = Date.now();
			const traffic = new Traffic(ledger, url, PER_SECOND);
			while (Date.now() - start < MINUTES * MINUTE_MS) {
				await sleep(LOOK_MS);
				await look();
				const heapMb = (await n8n().probe.heapUsed()) / MB;
				samples.push({ minutes: (Date.now() - start) / MINUTE_MS, heapMb });
			}
			await traffic.stop();
			const lost = () => ledger.taken.filter(({ number }) => !executed.has(number));
			for (let rest = 0; rest < 10 && lost().length > 0; rest++) {
				await sleep(LOOK_MS / 3);
				await look();
			}
			const steady = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
			const perMinute = slope(steady);
			const heap = steady.at(-1)?.heapMb ?? Number.NaN;
			await publish({
				n8n: NEWEST,
				setup: n8n().name,
				what: `soak: ${MINUTES} minutes at ${PER_SECOND} events/s, executions pruned`,
				result: `${ledger.sent} sent, ${ledger.taken.length} got 200, **${lost().length} lost**; heap ${steady.at(0)?.heapMb.toFixed(0)} MB → ${heap.toFixed(0)} MB, slope ${perMinute.toFixed(2)} MB/min`,
			});
			// Needs an otherwise idle machine: a busy one responds to some events too late.
			expect(ledger.taken).toHaveLength(ledger.sent);
			expect(lost()).toEqual([]);
			expect(failed).toEqual([]);
			expect(perMinute * MINUTES).toBeLessThan(heap * MOST_GROWTH);
		},
		(MINUTES + 10) * MINUTE_MS,
	);
});
