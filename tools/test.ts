/**
 * `npm test`: everything that shows that the package works, fastest first. Goes on after a failure,
 * so that one run tells all, and ends with the line `N passed, N failed, N skipped`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod/v4';
import { findChromium } from '../test/support/editor/chromium';
import { whyNoQueueMode } from '../test/support/queueMode/databases';
import { JEST, runScript, scriptOf } from '../test/support/cli/runScript';

interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

/** What jest writes with `--json`; a suite that cannot even load has no tests to count. */
const jestReport = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numPendingTests: z.number(),
	numRuntimeErrorTestSuites: z.number(),
});

async function check(title: string, script: string, args: string[]): Promise<Counts> {
	console.log(`\n== ${title}`);
	const ok = (await runScript(script, args)) === 0;
	return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

async function layer(name: string, args: string[] = []): Promise<Counts> {
	console.log(`\n== ${name}`);
	const folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-test-'));
	try {
		const outputFile = path.join(folder, 'report.json');
		const status = await runScript(JEST, [
			...['--selectProjects', name],
			...['--json', '--outputFile', outputFile],
			...args,
		]);
		const report = jestReport.parse(JSON.parse(await readFile(outputFile, 'utf8')));
		const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
		return {
			passed: report.numPassedTests,
			// A run without tests, or one that failed outside of a test, is a failure as well.
			failed: failed === 0 && status !== 0 ? 1 : failed,
			skipped: report.numPendingTests,
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function main(): Promise<void> {
	const results = [
		await check('lint', scriptOf('eslint', 'bin/eslint.js'), ['.', '--max-warnings', '0']),
		await check('format', scriptOf('prettier', 'bin/prettier.cjs'), [
			...['--check', '--log-level', 'warn', '.'],
		]),
		await check('types', scriptOf('typescript', 'bin/tsc'), []),
		await layer('unit', ['--maxWorkers', '100%']),
		await layer('integration'),
		// One n8n at a time: they share the cores, and some tests measure.
		await layer('e2e', ['--runInBand']),
	];
	const sum = (part: keyof Counts) => results.reduce((total, counts) => total + counts[part], 0);
	if (sum('skipped') > 0) {
		console.log('\nSome tests were left out, because this machine lacks what they need:');
		if (findChromium() === undefined) {
			console.log(
				'- Chromium, for the tests in a browser. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome.',
			);
		}
		const noQueueMode = whyNoQueueMode();
		if (noQueueMode !== undefined) console.log(`- ${noQueueMode}`);
	}
	console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
	if (sum('failed') > 0) process.exitCode = 1;
}

void main();
