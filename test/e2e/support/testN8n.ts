/** A real n8n with the packed package, for one test file. */
import { rm } from 'node:fs/promises';
import type { N8nClient } from '../../../tools/n8n/client';
import { installCommunityPackage } from '../../../tools/n8n/communityPackage';
import type { N8nVersion } from '../../../tools/n8n/install';
import { startN8n, type RunningN8n } from '../../../tools/n8n/server';
import { prepareFirstStart, signUpOwner } from './firstStart';

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
	const first = await prepareFirstStart(version);
	const { userFolder } = first;
	for (const other of besides) await installCommunityPackage(userFolder, other);
	const server = await startN8n({ ...first, env, preload });
	const dispose = async () => {
		await server.stop();
		await rm(userFolder, { recursive: true, force: true });
	};
	try {
		return { version, server, client: await signUpOwner(server.baseUrl), dispose };
	} catch (error) {
		await dispose();
		throw error;
	}
}
