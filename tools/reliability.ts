/**
 * `npm run test:reliability`: faults, many calls at once, changed events in great number and a soak,
 * on real n8n's. Takes about two hours and ends with one Markdown table. Arguments go to jest
 * (`-- -t "kill -9"`); SOAK_MINUTES, FUZZ_EVENTS and FUZZ_BODIES change how long it takes.
 */
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod/v4';
import { whyNoQueueMode } from '../test/support/queueMode/databases';
import { table } from '../test/support/cli/markdown';
import { JEST, runScript } from '../test/support/cli/runScript';

/** Both layers have a fuzz of their own, which is short in `npm test`. */
const LAYERS = ['reliability', 'integration', 'e2e', 'measured'];
const FILES = '(test/reliability/|/fuzz|e2e/hostile)';

const FULL: NodeJS.ProcessEnv = { FUZZ_EVENTS: '100000', FUZZ_BODIES: '10000', SOAK_MINUTES: '20' };

/** As `test/reliability/support/figures.ts` writes it, one to a line. */
const FIGURES_VARIABLE = 'BEYOND_PRESENCE_FIGURES';
const figuresSchema = z.object({
	n8n: z.string(),
	setup: z.string(),
	what: z.string(),
	result: z.string(),
});

async function figuresTable(file: string): Promise<string> {
	const lines = existsSync(file) ? (await readFile(file, 'utf8')).trim().split('\n') : [];
	const rows = lines.map((line) => figuresSchema.parse(JSON.parse(line)));
	return table(
		['n8n', 'set-up', 'what happens', 'measured'],
		rows.map(({ n8n, setup, what, result }) => [n8n, setup, what, result]),
	);
}

async function main(): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-reliability-'));
	const args = process.argv.slice(2);
	const chooses = args.some((arg) => arg.startsWith('--testPathPatterns'));
	try {
		const figures = path.join(folder, 'figures.jsonl');
		process.exitCode = await runScript(
			JEST,
			[
				'--runInBand',
				'--selectProjects',
				...LAYERS,
				...(chooses ? [] : [`--testPathPatterns=${FILES}`]),
				...args,
			],
			{ ...FULL, ...process.env, [FIGURES_VARIABLE]: figures },
		);
		const noQueueMode = whyNoQueueMode();
		if (noQueueMode !== undefined) console.log(`\nLeft out, because this lacks: ${noQueueMode}`);
		console.log(`\n${await figuresTable(figures)}`);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

void main();
