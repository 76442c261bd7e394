/**
 * `npm run bench`: how fast the trigger is compared with what people build instead of it, on a real
 * n8n 2.41.1 and in this process. Progress goes to stderr, the tables to stdout.
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../../test/support/cli/markdown';
import { JEST, runScript } from '../../test/support/cli/runScript';
import { BODIES } from '../../test/support/measure/bodies';
import { BASELINE, CANDIDATES, publishCandidate } from '../../test/support/measure/candidates';
import { loadInProcesses, unpack } from '../../test/support/measure/packageLoad';
import { compareRates, postTo, type NamedPost } from '../../test/support/measure/rates';
import { spread, withSpread } from '../../test/support/measure/statistics';
import { FIGURES_VARIABLE, readFigures } from '../../test/support/reliability/figures';
import { orCleanUp } from '../../test/support/n8n/cleanUp';
import { packedPackage, packForTests } from '../../test/support/n8n/pack';
import { startTestN8n, SWIFT } from '../../test/support/n8n/testN8n';
import { measureReading } from './reading';

const USAGE = `Measures the trigger and n8n's own nodes, and prints the tables of docs/performance.md.

  npm run bench                  about 12 minutes on two cores
  npm run bench -- --rounds 1    how often each pair is measured (9 unless given)
  npm run bench -- --write       also writes the tables to docs/performance.md
  npm run bench -- --help        shows this text`;

const PAGE = path.resolve(__dirname, '../../docs/performance.md');
const [BEGIN, END] = ['<!-- bench -->', '<!-- end of bench -->'];

const SETTINGS: Record<string, NodeJS.ProcessEnv> = {
	'the default settings': {},
	'`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`': SWIFT,
};
const ROUNDS = 9;
const SECONDS = 1;
const CONNECTIONS = 10;
const PROCESSES = 15;

const say = (text: string) => console.error(text);

function machine(): string {
	const [cpu] = cpus();
	const date = new Date().toISOString().slice(0, 10);
	return `Measured on ${date}: n8n 2.41.1 on ${cpus().length} cores (${cpu?.model.trim()}) that it shares with the load, SQLite, ${process.platform} ${process.arch}; load from Node ${process.versions.node}, ${CONNECTIONS} connections.`;
}

async function packageTable(): Promise<string> {
	return await orCleanUp(async (cleanUp) => {
		const packed = await unpack(packedPackage(), cleanUp);
		const { ms } = await loadInProcesses(packed, PROCESSES);
		const kilobytes = (await stat(packedPackage())).size / 1000;
		await cleanUp.run();
		const load = withSpread(spread(ms), 1);
		return table(
			['the package', 'measured'],
			[
				['load time, ms', load],
				['tarball, kB', kilobytes.toFixed(0)],
			],
		);
	});
}

const readingTable = () =>
	table(
		['Call Ended with', '`JSON.parse`, ms', 'reading it and making the item, ms', 'ratio'],
		measureReading().map(({ body, parse, read, ratio }) => [
			body,
			withSpread(parse, 2),
			withSpread(read, 2),
			withSpread(ratio, 2),
		]),
	);

/** Measured by the test that also checks the requests, in n8n-core and against the fake API. */
async function pollingTable(rounds: number): Promise<string> {
	return await orCleanUp(async (cleanUp) => {
		const file = path.join(await cleanUp.folder('bench'), 'figures.jsonl');
		const args = ['--selectProjects', 'integration', '--testPathPatterns', 'integration/pollCost'];
		const env = { ...process.env, [FIGURES_VARIABLE]: file, POLL_ROUNDS: String(rounds) };
		if ((await runScript(JEST, args, env)) !== 0) throw new Error('Polling was not measured.');
		const [measured] = await readFigures(file);
		if (!measured) throw new Error('Polling was measured, but its table is missing.');
		await cleanUp.run();
		return measured.result.trim();
	});
}

/** All candidates on one new n8n. */
async function ratesTable(env: NodeJS.ProcessEnv, rounds: number): Promise<string> {
	const n8n = await startTestN8n('2.41.1', { env });
	try {
		const urls: Array<[string, string]> = [];
		for (const name of CANDIDATES) urls.push([name, await publishCandidate(n8n.client, name)]);
		const rows: string[][] = [];
		for (const [size, body] of Object.entries(BODIES)) {
			say(`  events of ${size} …`);
			const posts = urls.map(([name, url]): NamedPost => {
				return [name, postTo(n8n.client, url, body, CONNECTIONS)];
			});
			const [baseline, ...others] = posts;
			if (!baseline) throw new Error('There is no candidate.');
			const pace = { rounds, seconds: SECONDS, connections: CONNECTIONS };
			for (const { name, perSecond, ratio } of await compareRates(baseline, others, pace)) {
				const digits = perSecond.median < 20 ? 1 : 0;
				rows.push([size, name, withSpread(perSecond, digits), withSpread(ratio, 2)]);
			}
		}
		return table(['event', 'candidate', 'responses/s', `ratio to ${BASELINE}`], rows);
	} finally {
		await n8n.dispose();
	}
}

async function writeToPage(tables: string): Promise<void> {
	const page = await readFile(PAGE, 'utf8');
	const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (start < 0 || end < start) throw new Error(`${PAGE} has no ${BEGIN} … ${END}.`);
	const changed = `${page.slice(0, start + BEGIN.length)}\n\n${tables}\n\n${page.slice(end)}`;
	await writeFile(PAGE, changed);
}

async function main(): Promise<void> {
	const options = { rounds: { type: 'string' }, write: { type: 'boolean' } } as const;
	const { values } = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } } });
	if (values.help) return console.log(USAGE);
	const rounds = Number(values.rounds ?? ROUNDS);
	if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be 1 or more.');
	await orCleanUp(async (cleanUp) => {
		await packForTests(await cleanUp.folder('pack'));
		const sections = [machine()];
		const add = async (title: string, measure: () => string | Promise<string>) => {
			say(`${title} …`);
			sections.push(`### ${title}\n\n${await measure()}`);
		};
		await add('The package', packageTable);
		await add('Reading an event', readingTable);
		await add('The poll trigger', async () => await pollingTable(rounds));
		for (const [setting, env] of Object.entries(SETTINGS)) {
			await add(`Responses with ${setting}`, async () => await ratesTable(env, rounds));
		}
		const tables = sections.join('\n\n');
		console.log(tables);
		if (values.write) await writeToPage(tables);
		await cleanUp.run();
	});
}

void main();
