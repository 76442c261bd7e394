/**
 * `npm run bench`: how fast the trigger is beside what people put in its place, on one real n8n
 * 2.41.1 after the other, and in this process. What it does meanwhile goes to stderr, its tables to
 * stdout.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { whyNoQueueMode } from '../../tools/databases';
import { UsageError } from '../../tools/usageError';
import { packedPackage } from '../e2e/support/firstStart';
import setUp, { tearDown } from '../e2e/support/setUp';
import { measureCosts } from './cost';
import { costTable, packageTable, queueTable, ratesTables, shapingTable } from './markdown';
import { benchOptions, USAGE, type BenchOptions, type Part } from './options';
import { measurePackage } from './packageLoad';
import { measureQueueMode } from './queueMode';
import { ALL_TRAFFIC, measureRates, SETTINGS, TRAFFIC, type Pace, type RatesOf } from './rates';
import { compare, ratiosOf, readRatios } from './ratios';
import { measureShaping } from './shaping';

const PAGE = path.resolve(__dirname, '../../docs/performance.md');
const [BEGIN, END] = ['<!-- bench -->', '<!-- end of bench -->'];

const PACE: Pace = { rounds: 7, seconds: 0.5 };
const QUICK: Pace = { rounds: 1, seconds: 0.2 };

const say = (text: string) => console.error(text);

function machine(): string {
	const [cpu] = cpus();
	const date = new Date().toISOString().slice(0, 10);
	return `Measured on ${date}: n8n 2.41.1 on ${cpus().length} cores (${cpu?.model.trim()}) that it shares with the load, SQLite, ${process.platform} ${process.arch}; load from Node ${process.versions.node}.`;
}

async function allRates({ full }: BenchOptions, pace: Pace): Promise<RatesOf[]> {
	const measured: RatesOf[] = [];
	for (const setting of Object.keys(SETTINGS) as Array<keyof typeof SETTINGS>) {
		measured.push(...(await measureRates(setting, full ? ALL_TRAFFIC : TRAFFIC, pace, say)));
	}
	return measured;
}

async function queueSection(pace: Pace): Promise<string> {
	const lack = whyNoQueueMode();
	if (lack !== undefined) return `Left out: ${lack}`;
	return queueTable(await measureQueueMode(pace));
}

async function put(tables: string): Promise<void> {
	const page = await readFile(PAGE, 'utf8');
	const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (start < 0 || end < start) throw new Error(`${PAGE} has no ${BEGIN} … ${END}.`);
	const changed = `${page.slice(0, start + BEGIN.length)}\n\n${tables}\n\n${page.slice(end)}`;
	await writeFile(PAGE, changed);
}

async function measure(options: BenchOptions): Promise<number> {
	const pace = options.quick ? QUICK : PACE;
	const before = options.against === undefined ? undefined : await readRatios(options.against);
	const sections: string[] = [machine()];
	let status = 0;
	const part = async (name: Part, title: string, text: () => Promise<string>) => {
		if (!options.parts.has(name)) return;
		say(`${title} …`);
		sections.push(`## ${title}\n\n${await text()}`);
	};
	await part('package', 'The package', async () =>
		packageTable(await measurePackage(packedPackage())),
	);
	await part('shaping', 'Reading and shaping', async () => shapingTable(measureShaping()));
	await part('cost', 'What a call costs', async () => costTable(await measureCosts()));
	await part('rates', 'Events answered', async () => {
		const measured = await allRates(options, pace);
		const ratios = ratiosOf(measured);
		if (options.ratios) await writeFile(options.ratios, JSON.stringify(ratios, null, '\t'));
		if (before) {
			const { agree, text } = compare(before, ratios);
			say(text);
			if (!agree) status = 1;
		}
		return ratesTables(measured);
	});
	await part('queue', 'Queue mode beside one process', async () => await queueSection(pace));
	const tables = sections.join('\n\n');
	console.log(tables);
	if (options.write) await put(tables);
	return status;
}

async function main(): Promise<number> {
	const options = benchOptions(process.argv.slice(2));
	if (options === undefined) {
		console.log(USAGE);
		return 0;
	}
	await setUp();
	try {
		return await measure(options);
	} finally {
		await tearDown();
	}
}

main().then(
	(status) => (process.exitCode = status),
	(error: unknown) => {
		console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error);
		process.exitCode = 1;
	},
);
