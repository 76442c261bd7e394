/**
 * `npm run test:reliability`: faults, many calls at the same time, a large number of changed events and
 * a soak, on real n8n. Takes about two hours and ends with one Markdown table. Arguments go to jest
 * (`-- -t "kill -9"`); SOAK_MINUTES, FUZZ_EVENTS, FUZZ_BODIES and RECOVERY_CALLS change how long it takes.
 */
import path from 'node:path';
import { table } from '../test/support/cli/markdown';
import { JEST, runScript } from '../test/support/cli/runScript';
import { orCleanUp } from '../test/support/n8n/cleanUp';
import { whyNoQueueMode } from '../test/support/queueMode/databases';
import { FIGURES_VARIABLE, readFigures } from '../test/support/reliability/figures';

/** The others have a fuzz test, hostile requests and a recovery, which are short in `npm test`. */
const LAYERS = ['reliability', 'integration', 'e2e', 'measured'];
const FILES = '(test/reliability/|/fuzz|e2e/(hostile|recovery))';

const FULL: NodeJS.ProcessEnv = {
	FUZZ_EVENTS: '100000',
	FUZZ_BODIES: '10000',
	RECOVERY_CALLS: '300',
	SOAK_MINUTES: '20',
};

async function figuresTable(file: string): Promise<string> {
	const rows = (await readFigures(file)).map((figures) => Object.values(figures));
	return table(['n8n', 'setup', 'what happens', 'measured'], rows);
}

void orCleanUp(async (cleanUp) => {
	const figures = path.join(await cleanUp.folder('reliability'), 'figures.jsonl');
	const args = process.argv.slice(2);
	const choice = args.some((arg) => arg.startsWith('--testPathPatterns'))
		? []
		: [`--testPathPatterns=${FILES}`];
	process.exitCode = await runScript(
		JEST,
		['--runInBand', '--selectProjects', ...LAYERS, ...choice, ...args],
		{ ...FULL, ...process.env, [FIGURES_VARIABLE]: figures },
	);
	const noQueueMode = whyNoQueueMode();
	if (noQueueMode !== undefined)
		console.log(`\nSkipped, because this machine lacks: ${noQueueMode}`);
	console.log(`\n${await figuresTable(figures)}`);
	await cleanUp.run();
});
