import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod/v4';
import { runNpm } from '../cli/npm';
import { longStep } from '../cli/report';
import { cacheFolder } from './cache';

const PACKAGE = path.join('node_modules', 'sqlite3');
const BINARY = path.join(PACKAGE, 'build', 'Release', 'node_sqlite3.node');

const packageSchema = z.object({ version: z.string() });

async function versionIn(installation: string): Promise<string> {
	const text = await readFile(path.join(installation, PACKAGE, 'package.json'), 'utf8');
	return packageSchema.parse(JSON.parse(text)).version;
}

/** The binary of another cached n8n: it is an N-API module, so only sqlite3's own version matters. */
async function builtElsewhere(installation: string): Promise<string | undefined> {
	const wanted = await versionIn(installation);
	for (const name of await readdir(cacheFolder())) {
		const other = path.join(cacheFolder(), name);
		if (other === installation || !existsSync(path.join(other, BINARY))) continue;
		if ((await versionIn(other)) === wanted) return path.join(other, BINARY);
	}
	return undefined;
}

/** npm does not say so itself when a package's script left nothing behind. */
async function build(installation: string, nodeBinary: string): Promise<void> {
	const nodeFolder = path.dirname(path.dirname(nodeBinary));
	const hasHeaders = existsSync(path.join(nodeFolder, 'include', 'node', 'node_api.h'));
	await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		cwd: installation,
		nodeBinary,
		env: { JOBS: '2', ...(hasHeaders && { npm_config_nodedir: nodeFolder }) },
	});
	if (!existsSync(path.join(installation, BINARY))) {
		throw new Error('"npm rebuild sqlite3" ended without an error and without a binary.');
	}
}

/**
 * Adds the one native module of n8n that has no binary in its npm package.
 * Its script tries to download a build from its makers, then compiles.
 */
export async function provideSqlite(installation: string, nodeBinary: string): Promise<void> {
	const binary = await builtElsewhere(installation);
	if (binary !== undefined) {
		await mkdir(path.dirname(path.join(installation, BINARY)), { recursive: true });
		await copyFile(binary, path.join(installation, BINARY));
		return;
	}
	await longStep('Building sqlite3 for n8n', '1 to 3 minutes', async () => {
		try {
			await build(installation, nodeBinary);
		} catch (error) {
			throw new Error(
				'sqlite3, which n8n keeps its data in, could be neither downloaded nor built. Building needs python3, make and g++ (on Debian: apt-get install python3 make g++).',
				{ cause: error },
			);
		}
	});
}
