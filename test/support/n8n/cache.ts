import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Report } from '../cli/report';
import { isAlive, withFolderLock } from './folderLock';

const PARTIAL = '.partial-';

/** Where installations are kept: outside the checkout, so that cleaning it costs no reinstallation. */
export function cacheFolder(): string {
	const { BEYOND_PRESENCE_N8N_CACHE, XDG_CACHE_HOME } = process.env;
	if (BEYOND_PRESENCE_N8N_CACHE) return path.resolve(BEYOND_PRESENCE_N8N_CACHE);
	return path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-beyond-presence');
}

/**
 * Removes what interrupted runs left half done. What resists is told and left: after a kill -9, an
 * npm can be writing there still.
 */
async function removeLeftovers(folder: string, key: string, report: Report): Promise<void> {
	for (const name of await readdir(folder)) {
		if (!name.startsWith(key + PARTIAL)) continue;
		const pid = Number(name.slice((key + PARTIAL).length));
		if (pid !== process.pid && isAlive(pid)) continue;
		const leftover = path.join(folder, name);
		try {
			await rm(leftover, { recursive: true, force: true });
		} catch (error) {
			report.say(`An interrupted installation is left at ${leftover}: ${String(error)}`);
		}
	}
}

/**
 * Gives the cached folder of that key, filling it first if it is not there.
 *
 * `fill` works in a temporary sibling, which gets its final name only when `fill` is through: a
 * folder that has the name is whole.
 */
export async function cached(
	key: string,
	report: Report,
	fill: (folder: string) => Promise<void>,
): Promise<string> {
	const root = cacheFolder();
	const target = path.join(root, key);
	if (existsSync(target)) return target;
	await mkdir(root, { recursive: true });
	return await withFolderLock(`${target}.lock`, report, async () => {
		if (existsSync(target)) return target;
		await removeLeftovers(root, key, report);
		const partial = `${target}${PARTIAL}${process.pid}`;
		await mkdir(partial);
		try {
			await fill(partial);
			await rename(partial, target);
		} catch (error) {
			await rm(partial, { recursive: true, force: true });
			// Another process was faster in spite of the lock; its folder is as good.
			if (existsSync(target)) return target;
			throw error;
		}
		return target;
	});
}
