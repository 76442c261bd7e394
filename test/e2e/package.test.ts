/** What npm would publish, as n8n loads it. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import manifest from '../../package.json';
import { loadInProcesses, unpack } from '../support/measure/packageLoad';
import { CleanUp } from '../support/n8n/cleanUp';
import { packedPackage } from '../support/n8n/pack';

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '../..');
const LOAD_LIMIT_MS = 50;
const LOADS = 5;

let packed: string;
const cleanUp = new CleanUp();
beforeAll(async () => {
	packed = await unpack(packedPackage(), cleanUp);
});
afterAll(async () => await cleanUp.run());

const files = async (inside: string) => {
	const entries = await readdir(inside, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(packed, path.join(entry.parentPath, entry.name)));
};

it('the tarball contains only dist, index.js, README, LICENSE and package.json', async () => {
	const top = await readdir(packed);
	expect(top.sort()).toEqual(['LICENSE', 'README.md', 'dist', 'index.js', 'package.json']);
	const kinds = new Set((await files(path.join(packed, 'dist'))).map((file) => path.extname(file)));
	expect([...kinds].sort()).toEqual(['.js', '.json', '.svg', '.txt']);
});

it('besides its own files, dist requires only n8n-workflow and modules of Node itself', async () => {
	const required = new Set<string>();
	for (const file of await files(path.join(packed, 'dist'))) {
		if (!file.endsWith('.js')) continue;
		const code = await readFile(path.join(packed, file), 'utf8');
		for (const [, name = ''] of code.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)) {
			if (!name.startsWith('.')) required.add(name.replace(/^node:/, ''));
		}
	}
	expect(required).toContain('n8n-workflow');
	expect([...required].filter((name) => !builtinModules.includes(name))).toEqual(['n8n-workflow']);
});

it('the licence of the bundled code is in the package', async () => {
	const notice = await readFile(path.join(packed, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
	expect(notice).toMatch(/^zod 3\.25\.76\n\nMIT License\n\nCopyright/);
});

it('package.json has no dependencies, and only n8n-workflow as a peer', async () => {
	const shipped = JSON.parse(await readFile(path.join(packed, 'package.json'), 'utf8'));
	expect(shipped).not.toHaveProperty('dependencies');
	expect(shipped.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(shipped.keywords).toContain('n8n-community-node-package');
});

it("n8n-core's loader finds every node and credential, in under 50 ms", async () => {
	const { ms, nodes } = await loadInProcesses(packed, LOADS);
	expect(nodes).toContain('beyondPresenceTrigger');
	// Other work of the machine can only add to it.
	const fastest = Math.min(...ms);
	console.log(`the package loads in ${fastest.toFixed(1)} ms (the fastest of ${LOADS} processes)`);
	expect(fastest).toBeLessThan(LOAD_LIMIT_MS);
});

it("n8n's scanner for community packages finds nothing in the sources and in the tarball", async () => {
	// What jest sets makes one of its plugins take files for its own tests.
	const env = { ...process.env, NODE_ENV: undefined };
	// It ends with an error that names what was found.
	await run(process.execPath, ['tools/scan.mjs', packed], { cwd: ROOT, env });
});

it('npm would publish the package without corrections or warnings', async () => {
	// No server listens there, so that nothing can ever be published from here.
	const env = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
	const { stdout, stderr } = await run('npm', ['publish', '--dry-run', '--ignore-scripts'], {
		cwd: packed,
		env: { ...process.env, ...env },
	});
	const warnings = stderr.split('\n').filter((line) => line.startsWith('npm warn publish'));
	expect(warnings).toEqual([expect.stringContaining('requires you to be logged in')]);
	expect(stdout.trim()).toBe(`+ ${manifest.name}@${manifest.version}`);
});
