/** A real n8n with the packed package, for one test file. */
import { rm } from 'node:fs/promises';
import type { N8nClient } from './client';
import { installCommunityPackage } from './communityPackage';
import type { N8nVersion } from './install';
import { startN8n, type RunningN8n } from './server';
import { prepareFirstStart, signUpOwner } from './firstStart';

/** The first start migrates a database, an installation from scratch takes minutes, in ms. */
export const N8N_START_TIMEOUT_MS = 900_000;

export const VERSIONS: N8nVersion[] = ['2.41.1', '1.123.81'];

export interface N8nOfTests {
	readonly version: N8nVersion;
	readonly server: RunningN8n;
	readonly client: N8nClient;
}

export interface TestN8n extends N8nOfTests {
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

/** An n8n for the tests of a `describe`: it starts before them and is gone after them. */
export function useTestN8n(version: N8nVersion, env: NodeJS.ProcessEnv = {}): N8nOfTests {
	let n8n: TestN8n | undefined;
	beforeAll(async () => {
		n8n = await startTestN8n(version, env);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => await n8n?.dispose());
	const running = () => {
		if (!n8n) throw new Error('n8n is there only while tests run.');
		return n8n;
	};
	return {
		version,
		get server() {
			return running().server;
		},
		get client() {
			return running().client;
		},
	};
}
