/** Runs once before all end-to-end tests: makes the tarball that they install. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackage } from './pack';

export const TARBALL_VARIABLE = 'BEYOND_PRESENCE_TARBALL';

let folder: string | undefined;

export default async function setUp(): Promise<void> {
	folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-pack-'));
	process.env[TARBALL_VARIABLE] = await packPackage(folder);
}

export async function tearDown(): Promise<void> {
	if (folder) await rm(folder, { recursive: true, force: true });
}
