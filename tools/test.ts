/**
 * `npm test`: everything that shows that the package works, fastest first. Goes on after a failure,
 * so that one run shows all of them, and ends with the line `N passed, N failed, N skipped`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod/v4';
import { JEST, runScript, scriptOf } from '../test/support/cli/runScript';
import { findChromium } from '../test/support/editor/chromium';
import { whyNoQueueMode } from '../test/support/queueMode/databases';

const SLOWEST = 10;

interface Result {
	passed: number;
	failed: number;
	skipped: number;
	/** Test files by duration in ms. */
	files: Array<[name: string, ms: number]>;
}

/** What jest writes with `--json`; a suite that cannot be loaded has no tests to count. */
const jestReport = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numPendingTests: z.number(),
	numRuntimeErrorTestSuites: z.number(),
	testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
});

async function check(script: string, args: string[]): Promise<Result> {
	const ok = (await runScript(script, args)) === 0;
	return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, files: [] };
}

async function layer(name: string, args: string[] = []): Promise<Result> {
	console.log(`\n== ${name}`);
	const folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-test-'));
	try {
		const outputFile = path.join(folder, 'report.json');
		const report = ['--json', '--outputFile', outputFile];
		const status = await runScript(JEST, ['--selectProjects', name, ...report, ...args]);
		const result = jestReport.parse(JSON.parse(await readFile(outputFile, 'utf8')));
		const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
		return {
			passed: result.numPassedTests,
			// A run without tests, or one that failed outside of a test, is a failure as well.
			failed: failed === 0 && status !== 0 ? 1 : failed,
			skipped: result.numPendingTests,
			files: result.testResults.map(({ name, startTime, endTime }) => {
				return [path.relative(process.cwd(), name), endTime - startTime];
			}),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function printSlowest(results: readonly Result[]): void {
	const files = results.flatMap((result) => result.files).sort(([, a], [, b]) => b - a);
	console.log('\nSlowest test files:');
	for (const [name, ms] of files.slice(0, SLOWEST)) {
		console.log(`${(ms / 1000).toFixed(0).padStart(5)} s  ${name}`);
	}
}

function printMissing(): void {
	console.log('\nSome tests were skipped, because this machine lacks what they need:');
	if (findChromium() === undefined) {
		console.log(
			'- Chromium, for the tests in a browser. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome.',
		);
	}
	const noQueueMode = whyNoQueueMode();
	if (noQueueMode !== undefined) console.log(`- ${noQueueMode}`);
}

async function main(): Promise<void> {
	console.log('\n== lint, format and types');
	const checks = await Promise.all([
		check(scriptOf('eslint', 'bin/eslint.js'), ['.', '--max-warnings', '0']),
		check(scriptOf('prettier', 'bin/prettier.cjs'), ['--check', '--log-level', 'warn', '.']),
		check(scriptOf('typescript', 'bin/tsc'), []),
	]);
	const results = [
		...checks,
		await layer('unit', ['--maxWorkers', '100%']),
		await layer('integration', ['--maxWorkers', '2']),
		// Most of their time, n8n starts or waits.
		await layer('e2e', ['--maxWorkers', '4']),
		// One after the other: the measured program and the load share the cores.
		await layer('measured', ['--runInBand']),
	];
	const sum = (part: 'passed' | 'failed' | 'skipped') =>
		results.reduce((total, result) => total + result[part], 0);
	if (sum('skipped') > 0) printMissing();
	printSlowest(results);
	console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
	if (sum('failed') > 0) process.exitCode = 1;
}

void main();
