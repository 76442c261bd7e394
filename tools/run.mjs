/**
 * The entry of the npm scripts: `node tools/run.mjs <command> [arguments]`.
 *
 * Makes sure that this machine can run the command (Node, dev dependencies), then hands over to it.
 * Plain JavaScript without dependencies, because it runs before any of them is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const typescript = (file) => ['--import', 'tsx', file];
const JEST = 'node_modules/jest/bin/jest.js';
const COMMANDS = {
	/** Nothing more, for scripts that go on by themselves. */
	ready: [],
	start: typescript('tools/start/start.ts'),
	send: typescript('tools/send/send.ts'),
	test: typescript('tools/test.ts'),
	reliability: typescript('tools/reliability.ts'),
	reference: typescript('tools/reference/main.ts'),
	bench: typescript('tools/bench/main.ts'),
	screenshots: typescript('tools/screenshots.ts'),
	unit: [JEST, '--selectProjects', 'unit', '--maxWorkers', '100%'],
	integration: [JEST, '--selectProjects', 'integration'],
	coverage: [JEST, '--config', 'jest.coverage.config.js'],
	mutation: ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'],
};

/**
 * How patiently npm, here and in the tools, reaches for a registry that does not answer: for about
 * 13 s instead of its usual 70. Times are in ms. What a person set wins.
 */
const PATIENCE = {
	npm_config_fetch_retries: '3',
	npm_config_fetch_retry_mintimeout: '1000',
	npm_config_fetch_retry_factor: '3',
};
/** How much is shown of what npm says went wrong; further down is its manual, in lines. */
const SHOWN_ERROR_LINES = 12;
const UNREACHABLE =
	/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/;

function fail(sentence) {
	console.error(sentence);
	process.exit(1);
}

function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	const [oldestMajor, oldestMinor] = OLDEST_NODE;
	if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
	fail(
		`This needs Node ${OLDEST_NODE.join('.')} or newer, and this is Node ${process.versions.node}.`,
	);
}

const packagesIn = (file) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;

/** Whether node_modules holds what package-lock.json asks for, as npm itself noted it down. */
function isInstalled() {
	const noted = 'node_modules/.package-lock.json';
	if (!existsSync(path.join(ROOT, noted))) return false;
	const present = packagesIn(noted);
	return Object.entries(packagesIn('package-lock.json')).every(([folder, wanted]) => {
		if (folder === '') return true;
		const found = present[folder];
		// npm leaves out what is for other systems.
		if (found === undefined) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
		return found.version === wanted.version && found.integrity === wanted.integrity;
	});
}

/** Runs a child to its end, and passes on the signals that this process gets. */
async function run(command, args, options) {
	const child = spawn(command, args, {
		cwd: ROOT,
		// npm sets INIT_CWD itself: where relative file names in the arguments start from.
		env: { INIT_CWD: process.cwd(), ...PATIENCE, ...process.env },
		...options,
	});
	const passOn = (signal) => child.kill(signal);
	process.on('SIGINT', passOn).on('SIGTERM', passOn);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text) => (output += text));
	}
	const [status, signal] = await new Promise((resolve, reject) => {
		child.once('error', reject).once('close', (...end) => resolve(end));
	});
	process.off('SIGINT', passOn).off('SIGTERM', passOn);
	return { status, signal, output };
}

async function install() {
	console.log('Installing the development dependencies (usually about a minute) …');
	const npmScript = process.env.npm_execpath;
	const withScript = npmScript !== undefined && path.basename(npmScript) === 'npm-cli.js';
	const { status, signal, output } = await run(
		withScript ? process.execPath : 'npm',
		[...(withScript ? [npmScript] : []), 'ci', '--no-audit', '--no-fund'],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	if (signal) endBy(signal);
	if (status === 0) return;
	if (UNREACHABLE.test(output)) {
		fail(
			'The development dependencies cannot be installed, because the npm registry cannot be reached: check the network and start again.',
		);
	}
	const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
	console.error(errors.slice(0, SHOWN_ERROR_LINES).join('\n'));
	fail(`"npm ci" failed with status ${status}: run it by itself to see the rest.`);
}

/** Ends this process the way its child ended, so that a shell or CI sees the same. */
function endBy(signal) {
	process.kill(process.pid, signal);
}

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
	fail(`Usage: node tools/run.mjs <${Object.keys(COMMANDS).join('|')}> [arguments]`);
}
checkNode();
if (!isInstalled()) await install();
if (command.length > 0) {
	const script = [...command, ...args];
	const { status, signal } = await run(process.execPath, script, { stdio: 'inherit' });
	if (signal) endBy(signal);
	else process.exitCode = status;
}
