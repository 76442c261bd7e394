import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { longStep } from '../cli/report';
import { cached, cacheFolder } from './cache';
import { download } from './download';
import { nodeForN8n } from './node24';
import { provideSqlite } from './sqlite';

export type N8nVersion = '2.41.1' | '1.123.81';

/** A complete n8n and the Node that runs it. */
export interface Installation {
	version: N8nVersion;
	folder: string;
	nodeBinary: string;
	/** n8n's own start script, to be run by `nodeBinary`. */
	n8nScript: string;
}

/** Characters of the lock file's hash in the folder's name: a changed lock file installs again. */
const KEY_CHARACTERS = 12;

/** For 3 GB. */
const MOST_MINUTES = 40;

const PINNED = path.join(__dirname, 'pinned');
const PINNED_FILES = ['package.json', 'package-lock.json'];

async function keyOf(version: N8nVersion): Promise<string> {
	const hash = createHash('sha256');
	for (const file of PINNED_FILES) hash.update(await readFile(path.join(PINNED, version, file)));
	const short = hash.digest('hex').slice(0, KEY_CHARACTERS);
	// A home folder can be shared by machines that cannot run each other's binaries.
	return `n8n-${version}-${process.platform}-${process.arch}-${short}`;
}

/** Whether `installN8n` will have nothing to do. */
export const isInstalled = async (version: N8nVersion) =>
	existsSync(path.join(cacheFolder(), await keyOf(version)));

/**
 * Returns the pinned n8n of that version from the cache folder, after installing it from its committed
 * lock file if it isn't there.
 *
 * Needs the npm registry the first time; throws an error whose message is one plain sentence, with
 * npm's own words as its cause.
 */
export async function installN8n(version: N8nVersion): Promise<Installation> {
	const nodeBinary = await nodeForN8n();
	const folder = await cached(await keyOf(version), async (target) => {
		for (const file of PINNED_FILES) {
			await copyFile(path.join(PINNED, version, file), path.join(target, file));
		}
		await longStep(`Installing n8n ${version}, once`, '3 to 4 minutes', async () => {
			await download(['ci', '--ignore-scripts'], { cwd: target, nodeBinary }, MOST_MINUTES);
		});
		await provideSqlite(target, nodeBinary);
	});
	return {
		version,
		folder,
		nodeBinary,
		n8nScript: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}
