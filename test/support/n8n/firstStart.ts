/** What every real n8n of the tests begins with. */
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { N8nClient } from './client';
import { installN8n, type Installation, type N8nVersion } from './install';
import { consoleReport } from '../cli/report';
import { TARBALL_VARIABLE } from './setUp';

/** The tarball that jest's set-up made. */
export function packedPackage(): string {
	const tarball = process.env[TARBALL_VARIABLE];
	if (!tarball) throw new Error('There is no packed package: jest runs its set-up first.');
	return tarball;
}

interface FirstStart {
	installation: Installation;
	/** New and empty. */
	userFolder: string;
	tarball: string;
}

/** Installs that n8n where it is not there yet. */
export async function prepareFirstStart(version: N8nVersion): Promise<FirstStart> {
	const tarball = packedPackage();
	const installation = await installN8n(version, consoleReport);
	const userFolder = await mkdtemp(path.join(tmpdir(), `beyond-presence-n8n-${version}-`));
	return { installation, userFolder, tarball };
}

/** Makes the owner of a new n8n, whose password nobody needs again. */
export async function signUpOwner(baseUrl: string): Promise<N8nClient> {
	const password = `Aa1${randomBytes(12).toString('hex')}`;
	return await N8nClient.setUp(baseUrl, { email: 'owner@example.com', password });
}
