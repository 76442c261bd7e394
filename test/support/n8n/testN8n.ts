/** A real n8n with the packed package, for one test file. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod/v4';
import { until } from '../until';
import { CleanUp, orCleanUp } from './cleanUp';
import { N8nClient } from './client';
import { installCommunityPackage } from './communityPackage';
import { installN8n, type N8nVersion } from './install';
import { N8nProcess } from './n8nProcess';
import { packedPackage } from './pack';
import { probeOn, probePreload, startProbe, type Probe } from './probe';
import { RoundRobinProxy } from './proxy';
import { logReader, type N8nServer, type RunningN8n } from './server';

/** The first start migrates a database, an installation from scratch takes minutes, in ms. */
export const N8N_START_TIMEOUT_MS = 900_000;

export const VERSIONS: N8nVersion[] = ['2.41.1', '1.123.81'];

/**
 * Without it n8n 2.x needs most of a core for ten requests a second, and tests under load would
 * measure the machine.
 */
export const SWIFT: NodeJS.ProcessEnv = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

/** n8n's poll scheduler with durable cursors: it stores the position of a poll with its execution. */
export const POLL_SCHEDULER: NodeJS.ProcessEnv = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
};

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
	readonly server: N8nServer;
	readonly probe: Probe;
}

export interface TestN8n extends N8nOfTests, Setup {
	/** The running process. Throws while n8n is down. */
	readonly server: RunningN8n;
	readonly process: N8nProcess;
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

/** A new user folder with the packed package and others in it. */
export async function newUserFolder(
	cleanUp: CleanUp,
	packages: readonly string[] = [],
): Promise<string> {
	const folder = await cleanUp.folder('n8n');
	for (const each of [packedPackage(), ...packages]) await installCommunityPackage(folder, each);
	return folder;
}

/** Makes the owner of a new n8n, whose password is not needed again. */
export async function signUpOwner(baseUrl: string): Promise<N8nClient> {
	const password = `Aa1${randomBytes(12).toString('hex')}`;
	return await N8nClient.setUp(baseUrl, { email: 'owner@example.com', password });
}

export async function startTestN8n(
	version: N8nVersion,
	{ env, preload, packages, isSupervised, hasProxy = false }: TestN8nOptions = {},
): Promise<TestN8n> {
	return await orCleanUp(async (cleanUp) => {
		const installation = await installN8n(version);
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
		if (!setup) throw new Error('n8n can be used only while tests run.');
		return setup;
	};
}

/** Where the environment names the address of `serveSharedN8n`. */
export const SHARED_VARIABLE = 'BEYOND_PRESENCE_SHARED_N8N';
export const STARTING_STATUS = 202;

const sharedSchema = z.object({
	baseUrl: z.string(),
	logFile: z.string(),
	cookie: z.object({ name: z.string(), value: z.string() }),
	apiKey: z.string(),
	probePort: z.number(),
});
/** What another process needs to use a running n8n. */
export type SharedN8n = z.infer<typeof sharedSchema>;

async function joinSharedN8n(version: N8nVersion): Promise<N8nOfTests> {
	const address = `${process.env[SHARED_VARIABLE]}/${version}`;
	const shared = await until(
		`the shared n8n ${version}`,
		async () => {
			const response = await fetch(address);
			if (!response.ok) throw new Error(await response.text());
			return response.status !== STARTING_STATUS && sharedSchema.parse(await response.json());
		},
		{ timeoutMs: N8N_START_TIMEOUT_MS },
	);
	const { baseUrl, logFile, cookie, apiKey, probePort } = shared;
	const client = new N8nClient(baseUrl, cookie, apiKey);
	const server = { baseUrl, logFile, readLog: await logReader(logFile) };
	return { version, client, server, probe: probeOn(probePort) };
}

/**
 * An n8n for the tests of a `describe`. All test files of a run share it, so it must not be stopped,
 * and nothing may be expected of workflows and executions that the file did not create itself. Its log
 * level is `debug`, and it is `SWIFT`; the n8n's that files start themselves show n8n's own settings.
 */
export function useTestN8n(version: N8nVersion): N8nOfTests {
	let n8n: N8nOfTests | undefined;
	beforeAll(async () => {
		n8n = await joinSharedN8n(version);
	}, N8N_START_TIMEOUT_MS);
	const running = () => {
		if (!n8n) throw new Error('n8n can be used only while tests run.');
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
		get probe() {
			return running().probe;
		},
	};
}
