/** How long n8n-core takes to load the packed package. */
import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CleanUp } from '../n8n/cleanUp';

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '../../..');

/** Loads the package in a new process that has loaded n8n-core already, as n8n does. */
const LOAD_SCRIPT = `
const { PackageDirectoryLoader } = require('n8n-core');
require('n8n-workflow');
const loader = new PackageDirectoryLoader(process.argv[1]);
const start = performance.now();
loader.loadAll().then(() => {
	const ms = performance.now() - start;
	const nodes = Object.keys(loader.nodeTypes);
	process.stdout.write(JSON.stringify({ ms, nodes }));
});
`;

interface PackageLoad {
	/** In ms, one for each process. */
	ms: number[];
	/** The names of the nodes that were found. */
	nodes: string[];
}

/** Unpacks a tarball where its `require`s are found, and returns the package's folder. */
export async function unpack(tarball: string, cleanUp: CleanUp): Promise<string> {
	const folder = await cleanUp.folder('unpacked');
	await run('tar', ['-xzf', tarball, '-C', folder]);
	await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
	return path.join(folder, 'package');
}

/** Loads it in that many processes, one after the other. */
export async function loadInProcesses(packed: string, processes: number): Promise<PackageLoad> {
	const ms: number[] = [];
	let nodes: string[] = [];
	for (let each = 0; each < processes; each++) {
		const { stdout } = await run(process.execPath, ['-e', LOAD_SCRIPT, packed], { cwd: ROOT });
		const loaded = JSON.parse(stdout.slice(stdout.indexOf('{"ms"')));
		ms.push(loaded.ms);
		nodes = loaded.nodes;
	}
	return { ms, nodes };
}
