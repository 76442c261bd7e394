/**
 * The entry of the npm scripts: `node tools/run.mjs <command> [arguments]`.
 *
 * Checks Node, installs the development dependencies if they are missing, and runs the command. Plain
 * JavaScript without dependencies, because it runs before they are installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const typescript = (file) => ['--import', 'tsx', file];
const JEST = 'node_modules/jest/bin/jest.js';
const COMMANDS = {
	/** Nothing else, for scripts that continue by themselves. */
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

const env = {
	// npm sets it too: the directory that relative file names in the arguments start from.
	INIT_CWD: process.cwd(),
	// How long npm tries to reach a registry that does not respond: about 13 s instead of 70.
	npm_config_fetch_retries: '3',
	npm_config_fetch_retry_mintimeout: '1000',
	npm_config_fetch_retry_factor: '3',
	...process.env,
};

function fail(sentence) {
	console.error(sentence);
	process.exit(1);
}

function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	const [oldestMajor, oldestMinor] = OLDEST_NODE;
	if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
	fail(`This needs Node ${OLDEST_NODE.join('.')} or newer, got Node ${process.versions.node}.`);
}

const packagesIn = (file) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;

/** Whether node_modules contains what package-lock.json lists; npm keeps its own list of that. */
function isInstalled() {
	const list = 'node_modules/.package-lock.json';
	if (!existsSync(path.join(ROOT, list))) return false;
	const present = packagesIn(list);
	return Object.entries(packagesIn('package-lock.json')).every(([folder, wanted]) => {
		// npm leaves out what is for other systems.
		if (!present[folder])
			return folder === '' || wanted.optional || wanted.devOptional || wanted.peer;
		return present[folder].integrity === wanted.integrity;
	});
}

function install() {
	console.log('Installing the development dependencies (usually about a minute) …');
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
		cwd: ROOT,
		env,
		stdio: ['ignore', 'ignore', 'inherit'],
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		fail(
			'Could not install the development dependencies. Check that the npm registry can be reached.',
		);
	}
}

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
	fail(`Usage: node tools/run.mjs <${Object.keys(COMMANDS).join('|')}> [arguments]`);
}
checkNode();
if (!isInstalled()) install();
if (command.length > 0) {
	const child = spawn(process.execPath, [...command, ...args], {
		cwd: ROOT,
		env,
		stdio: 'inherit',
	});
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
	child.once('exit', (status, signal) => {
		process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
		// Ends like its child, so that a shell or CI sees the same.
		if (signal) process.kill(process.pid, signal);
		else process.exitCode = status;
	});
}
