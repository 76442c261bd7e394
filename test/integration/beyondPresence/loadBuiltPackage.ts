/**
 * Builds the nodes and credentials that call the API as the package does, into a folder of their own,
 * and loads them as n8n does.
 */
import { build } from 'esbuild';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';

const ROOT = path.resolve(__dirname, '../../..');

const NODES = [
	'nodes/BeyondPresence/BeyondPresence.node',
	'nodes/BeyondPresencePollTrigger/BeyondPresencePollTrigger.node',
	'nodes/BeyondPresenceTrigger/BeyondPresenceTrigger.node',
];
const CREDENTIAL = 'credentials/BeyondPresenceApi.credentials';

export type BuiltPackage = { loader: PackageDirectoryLoader; remove: () => Promise<void> };

export async function loadBuiltPackage(): Promise<BuiltPackage> {
	const folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-'));
	await build({
		entryPoints: [...NODES, CREDENTIAL].map((file) => path.join(ROOT, `${file}.ts`)),
		outbase: ROOT,
		outdir: path.join(folder, 'dist'),
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		keepNames: true,
	});
	const manifest = {
		name: 'n8n-nodes-beyond-presence',
		version: '0.0.0',
		n8n: {
			n8nNodesApiVersion: 1,
			nodes: NODES.map((node) => `dist/${node}.js`),
			credentials: [`dist/${CREDENTIAL}.js`],
		},
	};
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
	await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));

	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	return { loader, remove: async () => await rm(folder, { recursive: true, force: true }) };
}
