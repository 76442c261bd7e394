import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../cli/report';

/** How often a waiting process looks whether the lock is free, in ms. */
const POLL_INTERVAL_MS = 500;
/** A lock older than this is stale even if its process id is alive again (a reboot reuses ids), in ms. */
const LOCK_LIFETIME_MS = 30 * 60 * 1000;

const OWNER_FILE = 'pid';

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it is there, but belongs to somebody else.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Who holds the lock, or null when it is free or left behind by a process that is gone. */
async function holder(lock: string): Promise<number | null> {
	try {
		const { mtimeMs } = await stat(lock);
		const pid = Number(await readFile(path.join(lock, OWNER_FILE), 'utf8'));
		return isAlive(pid) && Date.now() - mtimeMs < LOCK_LIFETIME_MS ? pid : null;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return null;
		throw error;
	}
}

/** The folder appears with its owner's id already inside, because renaming is one step. */
async function tryToTake(lock: string): Promise<boolean> {
	const mine = `${lock}.${randomUUID()}`;
	await mkdir(mine, { recursive: true });
	await writeFile(path.join(mine, OWNER_FILE), String(process.pid));
	try {
		await rename(mine, lock);
		return true;
	} catch (error) {
		await rm(mine, { recursive: true, force: true });
		if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '')) return false;
		throw error;
	}
}

/**
 * Does `work` while no other process does work under the same lock.
 *
 * It spares double work and is not what keeps the result whole: two processes that clear away the
 * same stale lock in the same instant could both go on, so `work` must still finish with one rename.
 */
export async function withFolderLock<T>(
	lock: string,
	report: Report,
	work: () => Promise<T>,
): Promise<T> {
	let told = false;
	while (!(await tryToTake(lock))) {
		const pid = await holder(lock);
		if (pid === null) {
			await rm(lock, { recursive: true, force: true });
			continue;
		}
		if (!told) report.say(`Waiting for process ${pid}, which is already doing this (${lock}) …`);
		told = true;
		await sleep(POLL_INTERVAL_MS);
	}
	try {
		return await work();
	} finally {
		await rm(lock, { recursive: true, force: true });
	}
}
