import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const PARTIAL = '.partial-';

/** Where installations are kept: outside the checkout, so that cleaning it costs no reinstallation. */
export function cacheFolder(): string {
	const { BEYOND_PRESENCE_N8N_CACHE, XDG_CACHE_HOME } = process.env;
	if (BEYOND_PRESENCE_N8N_CACHE) return path.resolve(BEYOND_PRESENCE_N8N_CACHE);
	return path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-beyond-presence');
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// EPERM: the process exists, and belongs to somebody else.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Removes what interrupted runs left incomplete. */
async function removeLeftovers(folder: string, key: string): Promise<void> {
	for (const name of await readdir(folder)) {
		const [, pid] = name.split(key + PARTIAL);
		if (pid === undefined || isAlive(Number(pid))) continue;
		await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
	}
}

/**
 * Returns the cached folder of that key, after filling it if it doesn't exist.
 *
 * `fill` works in a temporary folder, which gets its final name only when `fill` is done: a folder with
 * that name is complete. Two processes may fill it at the same time; the first one wins.
 */
export async function cached(
	key: string,
	fill: (folder: string) => Promise<void>,
): Promise<string> {
	const root = cacheFolder();
	const target = path.join(root, key);
	if (existsSync(target)) return target;
	await mkdir(root, { recursive: true });
	await removeLeftovers(root, key);
	const partial = `${target}${PARTIAL}${process.pid}`;
	await mkdir(partial);
	try {
		await fill(partial);
		await rename(partial, target);
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		if (!existsSync(target)) throw error;
	}
	return target;
}
