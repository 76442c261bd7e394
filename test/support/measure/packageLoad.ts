/** How long n8n-core takes to load the packed package, and how large that is. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { spread, type Spread } from './statistics';

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '../../..');

/** Loads the package in a fresh process, where n8n-core is there already, as in n8n. */
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

interface Unpacked {
	/** The folder of the package. */
	packed: string;
	remove(): Promise<void>;
}

/** Unpacks a tarball where its `require`s are found. */
export async function unpack(tarball: string): Promise<Unpacked> {
	const folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-unpacked-'));
	const remove = async () => await rm(folder, { recursive: true, force: true });
	try {
		await run('tar', ['-xzf', tarball, '-C', folder]);
		await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
	} catch (error) {
		await remove();
		throw error;
	}
	return { packed: path.join(folder, 'package'), remove };
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

export interface PackageFigures {
	/** In ms. */
	load: Spread;
	/** Of the tarball, in kB. */
	kilobytes: number;
}

const PROCESSES = 15;

export async function measurePackage(tarball: string): Promise<PackageFigures> {
	const { packed, remove } = await unpack(tarball);
	try {
		const { ms } = await loadInProcesses(packed, PROCESSES);
		return { load: spread(ms), kilobytes: (await stat(tarball)).size / 1000 };
	} finally {
		await remove();
	}
}
