/**
 * `npm run bench`: how fast the trigger is beside what people put in its place, on one real n8n
 * 2.41.1 after the other, and in this process. What it does meanwhile goes to stderr, its tables to
 * stdout.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { whyNoQueueMode } from '../../test/support/queueMode/databases';
import { UsageError } from '../../test/support/cli/usageError';
import { packedPackage } from '../../test/support/n8n/firstStart';
import setUp, { tearDown } from '../../test/support/n8n/setUp';
import { measureCosts } from './cost';
import { costTable, packageTable, queueTable, ratesTables, shapingTable } from './markdown';
import { benchOptions, USAGE, type BenchOptions, type Part } from './options';
import { measurePackage } from '../../test/support/measure/packageLoad';
import { measureQueueMode } from './queueMode';
import {
	ALL_TRAFFIC,
	measureRates,
	SETTINGS,
	TRAFFIC,
	type RatesOf,
} from '../../test/support/measure/rates';
import { compare, ratesRatios, ratiosOf, readRatios, shapingRatios, type Ratios } from './ratios';
import { measureShaping } from './shaping';
import type { Pace } from '../../test/support/measure/turns';

const PAGE = path.resolve(__dirname, '../../docs/performance.md');
const [BEGIN, END] = ['<!-- bench -->', '<!-- end of bench -->'];

const PACE: Pace = { least: 9, most: 25, seconds: 1 };
const QUICK: Pace = { least: 1, most: 1, seconds: 0.2 };

const QUEUE_TITLE = 'Queue mode beside one process';

const say = (text: string) => console.error(text);

function machine(): string {
	const [cpu] = cpus();
	const date = new Date().toISOString().slice(0, 10);
	return `Measured on ${date}: n8n 2.41.1 on ${cpus().length} cores (${cpu?.model.trim()}) that it shares with the load, SQLite, ${process.platform} ${process.arch}; load from Node ${process.versions.node}.`;
}

async function allRates({ full, body }: BenchOptions, pace: Pace): Promise<RatesOf[]> {
	const measured: RatesOf[] = [];
	const all = full ? ALL_TRAFFIC : TRAFFIC;
	const traffic = all.filter(([, size]) => body === undefined || size === body);
	for (const setting of Object.keys(SETTINGS) as Array<keyof typeof SETTINGS>) {
		measured.push(...(await measureRates(setting, traffic, pace, say)));
	}
	return measured;
}

/** A part of the page, and its ratios if it has any. */
interface Section {
	text: string;
	ratios?: Ratios;
}

async function queueSection(pace: Pace): Promise<Section> {
	const lack = whyNoQueueMode();
	if (lack !== undefined) return { text: `Left out: ${lack}` };
	const rates = await measureQueueMode(pace);
	return { text: queueTable(rates), ratios: ratiosOf(QUEUE_TITLE, rates) };
}

async function put(tables: string): Promise<void> {
	const page = await readFile(PAGE, 'utf8');
	const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (start < 0 || end < start) throw new Error(`${PAGE} has no ${BEGIN} … ${END}.`);
	const changed = `${page.slice(0, start + BEGIN.length)}\n\n${tables}\n\n${page.slice(end)}`;
	await writeFile(PAGE, changed);
}

/** Whether it agrees with the run that it is held against, if any. */
async function measure(options: BenchOptions): Promise<boolean> {
	const pace = options.quick ? QUICK : PACE;
	const sections: string[] = [machine()];
	const before = options.against === undefined ? undefined : await readRatios(options.against);
	const ratios: Ratios = {};
	const part = async (name: Part, title: string, measured: () => Promise<Section>) => {
		if (!options.parts.has(name)) return;
		say(`${title} …`);
		const section = await measured();
		sections.push(`## ${title}\n\n${section.text}`);
		Object.assign(ratios, section.ratios);
	};
	await part('package', 'The package', async () => ({
		text: packageTable(await measurePackage(packedPackage())),
	}));
	await part('shaping', 'Reading and shaping', async () => {
		const shapings = measureShaping();
		return { text: shapingTable(shapings), ratios: shapingRatios(shapings) };
	});
	await part('cost', 'What a call costs', async () => ({ text: costTable(await measureCosts()) }));
	await part('rates', 'Events answered', async () => {
		const rates = await allRates(options, pace);
		return { text: ratesTables(rates), ratios: ratesRatios(rates) };
	});
	await part('queue', QUEUE_TITLE, async () => await queueSection(pace));
	const tables = sections.join('\n\n');
	console.log(tables);
	if (options.write) await put(tables);
	if (options.ratios) await writeFile(options.ratios, JSON.stringify(ratios, null, '\t'));
	if (before === undefined) return true;
	const { agree, text } = compare(before, ratios);
	say(text);
	return agree;
}

async function main(): Promise<number> {
	const options = benchOptions(process.argv.slice(2));
	if (options === undefined) {
		console.log(USAGE);
		return 0;
	}
	await setUp();
	try {
		return (await measure(options)) ? 0 : 1;
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
