/** A real n8n with the packed package, for one test file. */
import { randomBytes } from 'node:crypto';
import { consoleReport } from '../cli/report';
import { CleanUp, orCleanUp } from './cleanUp';
import { N8nClient } from './client';
import { installCommunityPackage } from './communityPackage';
import { installN8n, type N8nVersion } from './install';
import { N8nProcess } from './n8nProcess';
import { probePreload, startProbe, type Probe } from './probe';
import { RoundRobinProxy } from './proxy';
import type { RunningN8n } from './server';
import { TARBALL_VARIABLE } from './setUp';

/** The first start migrates a database, an installation from scratch takes minutes, in ms. */
export const N8N_START_TIMEOUT_MS = 900_000;

export const VERSIONS: N8nVersion[] = ['2.41.1', '1.123.81'];

/**
 * Without it n8n 2.x needs most of a core for ten requests a second, and tests under load would
 * measure the machine.
 */
export const SWIFT: NodeJS.ProcessEnv = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

/** A running n8n, in one process or in several. */
export interface Setup {
	readonly version: N8nVersion;
	/** As the table of `npm run test:reliability` calls it. */
	readonly name: 'one process' | 'one process behind a proxy' | 'queue mode';
	readonly client: N8nClient;
	/** Where events go. */
	readonly webhookBaseUrl: string;
	/** Stops everything and removes its folders. */
	dispose(): Promise<void>;
}

export interface N8nOfTests {
	readonly version: N8nVersion;
	readonly client: N8nClient;
	/** The running process. Throws while n8n is down. */
	readonly server: RunningN8n;
}

export interface TestN8n extends N8nOfTests, Setup {
	readonly process: N8nProcess;
	readonly probe: Probe;
}

export interface TestN8nOptions {
	env?: NodeJS.ProcessEnv;
	/** An ES module that n8n's process loads first. */
	preload?: string;
	/** Other community packages, as tarballs. */
	packages?: string[];
	/** Starts it again when it ends, as systemd and Docker do. */
	isSupervised?: boolean;
	/** Events come through a proxy that asks whether n8n is ready. */
	hasProxy?: boolean;
}

/** The tarball that jest's set-up made. */
export function packedPackage(): string {
	const tarball = process.env[TARBALL_VARIABLE];
	if (!tarball) throw new Error('There is no packed package: jest runs its set-up first.');
	return tarball;
}

/** A new user folder with the packed package and others in it. */
export async function newUserFolder(
	cleanUp: CleanUp,
	packages: readonly string[] = [],
): Promise<string> {
	const folder = await cleanUp.folder('n8n');
	for (const each of [packedPackage(), ...packages]) await installCommunityPackage(folder, each);
	return folder;
}

/** Makes the owner of a new n8n, whose password nobody needs again. */
export async function signUpOwner(baseUrl: string): Promise<N8nClient> {
	const password = `Aa1${randomBytes(12).toString('hex')}`;
	return await N8nClient.setUp(baseUrl, { email: 'owner@example.com', password });
}

export async function startTestN8n(
	version: N8nVersion,
	{ env, preload, packages, isSupervised, hasProxy = false }: TestN8nOptions = {},
): Promise<TestN8n> {
	return await orCleanUp(async (cleanUp) => {
		const installation = await installN8n(version, consoleReport);
		const userFolder = await newUserFolder(cleanUp, packages);
		const probe = await startProbe();
		const n8nProcess = await N8nProcess.start(
			{
				installation,
				userFolder,
				env: { ...probe.env, ...env },
				preloads: [probePreload, ...(preload ? [preload] : [])],
			},
			isSupervised,
		);
		cleanUp.add(async () => await n8nProcess.stop());
		const { baseUrl, port } = n8nProcess.server;
		const proxy = hasProxy ? await RoundRobinProxy.start([port]) : undefined;
		if (proxy) cleanUp.add(async () => await proxy.close());
		return {
			version,
			name: hasProxy ? 'one process behind a proxy' : 'one process',
			client: await signUpOwner(baseUrl),
			webhookBaseUrl: proxy?.baseUrl ?? baseUrl,
			process: n8nProcess,
			get server() {
				return n8nProcess.server;
			},
			probe,
			dispose: async () => await cleanUp.run(),
		};
	});
}

/** Starts a setup for the tests of a `describe`, and disposes of it after them. */
export function useSetup<T extends Pick<Setup, 'dispose'>>(start: () => Promise<T>): () => T {
	let setup: T | undefined;
	beforeAll(async () => {
		setup = await start();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => await setup?.dispose());
	return () => {
		if (!setup) throw new Error('n8n runs only while tests run.');
		return setup;
	};
}

/** An n8n for the tests of a `describe`. */
export function useTestN8n(version: N8nVersion, env: NodeJS.ProcessEnv = {}): N8nOfTests {
	const running = useSetup(async () => await startTestN8n(version, { env }));
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
