/** A real n8n with the packed package, for one test file. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { N8nClient } from '../../../tools/n8n/client';
import { installCommunityPackage } from '../../../tools/n8n/communityPackage';
import { installN8n, type N8nVersion } from '../../../tools/n8n/install';
import { startN8n, type RunningN8n } from '../../../tools/n8n/server';
import { consoleReport } from '../../../tools/report';
import { TARBALL_VARIABLE } from './setUp';

/** The first start migrates a database, an installation from scratch takes minutes, in ms. */
export const N8N_START_TIMEOUT_MS = 900_000;

export const VERSIONS: N8nVersion[] = ['2.41.1', '1.123.81'];

export interface TestN8n {
	version: N8nVersion;
	server: RunningN8n;
	client: N8nClient;
	/** Stops it and removes its user folder. */
	dispose(): Promise<void>;
}

export async function startTestN8n(
	version: N8nVersion,
	env: NodeJS.ProcessEnv = {},
	preload?: string,
	/** Other community packages, as tarballs. */
	besides: string[] = [],
): Promise<TestN8n> {
	const tarball = process.env[TARBALL_VARIABLE];
	if (!tarball) throw new Error('There is no packed package: jest runs its set-up first.');
	const installation = await installN8n(version, consoleReport);
	const userFolder = await mkdtemp(path.join(tmpdir(), `beyond-presence-n8n-${version}-`));
	for (const other of besides) await installCommunityPackage(userFolder, other);
	const server = await startN8n({ installation, userFolder, tarball, env, preload });
	const dispose = async () => {
		await server.stop();
		await rm(userFolder, { recursive: true, force: true });
	};
	try {
		const password = `Aa1${randomBytes(12).toString('hex')}`;
		const client = await N8nClient.setUp(server.baseUrl, { email: 'owner@example.com', password });
		return { version, server, client, dispose };
	} catch (error) {
		await dispose();
		throw error;
	}
}
