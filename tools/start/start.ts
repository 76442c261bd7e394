/** `npm start`: a throw-away n8n with this package and a published demo workflow. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { longStep } from '../../test/support/cli/report';
import { UsageError } from '../../test/support/cli/usageError';
import { fillWithSample } from '../../test/support/fakeApi/sample';
import { startFakeApi } from '../../test/support/fakeApi/server';
import { cacheFolder } from '../../test/support/n8n/cache';
import { CleanUp } from '../../test/support/n8n/cleanUp';
import { installCommunityPackage } from '../../test/support/n8n/communityPackage';
import { installN8n, isInstalled } from '../../test/support/n8n/install';
import { packPackage } from '../../test/support/n8n/pack';
import { assertFree, freePort, isFree, LOCALHOST } from '../../test/support/n8n/port';
import { startN8n } from '../../test/support/n8n/server';
import { setUpDemo } from './demo';

const USAGE = `Starts a throw-away n8n on this machine with this package and a published demo workflow, sends
it a sample call, shows the items, and keeps running until Ctrl-C.

  npm start                      as above
  npm start -- --once            stops after the sample call; exit status 0 only if all items came
  npm start -- --port 5680       listens on this port (default: 5678, or another one if it is in use)
  npm start -- --help            shows this text`;

const N8N_VERSION = '2.41.1';
/** Where people look for n8n. */
const USUAL_PORT = 5678;
const LAST_PORT = 65_535;

/** What a shell expects of a process that Ctrl-C or a signal ended. */
const SIGNAL_STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Throws a UsageError. */
function readOptions() {
	const options = { once: { type: 'boolean' }, port: { type: 'string' } } as const;
	const help = { type: 'boolean', short: 'h' } as const;
	try {
		return parseArgs({ options: { ...options, help } }).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

async function choosePort(text: string | undefined): Promise<number> {
	if (text === undefined) return (await isFree(USUAL_PORT)) ? USUAL_PORT : await freePort();
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > LAST_PORT) {
		throw new UsageError(`--port must be a number from 1 to ${LAST_PORT}, got "${text}".`);
	}
	await assertFree(port);
	return port;
}

async function introduce(port: number): Promise<void> {
	const duration = (await isInstalled(N8N_VERSION))
		? 'about half a minute'
		: `about five minutes, because n8n is installed first (3 GB in ${cacheFolder()}; the next start takes half a minute)`;
	console.log(`This builds the package, starts a throw-away n8n ${N8N_VERSION} with it, publishes a demo workflow,
sends it a sample call and shows the items. It takes ${duration}.
Then open http://${LOCALHOST}:${port} with the login shown at the end.\n`);
}

/** Resolves when nothing is running any more, with the exit status. */
async function demonstrate(once: boolean, port: number, signal: AbortSignal): Promise<number> {
	const cleanUp = new CleanUp();
	try {
		const folder = await cleanUp.folder('demo');
		const tarball = await longStep('Building and packing this package', '5 seconds', () =>
			packPackage(folder),
		);
		const installation = await installN8n(N8N_VERSION);
		const userFolder = path.join(folder, 'n8n');
		await installCommunityPackage(userFolder, tarball);
		const n8n = await longStep(`Starting n8n ${N8N_VERSION}`, '15 seconds', () =>
			startN8n({ installation, userFolder, port, signal }),
		);
		cleanUp.add(async () => await n8n.stop());
		const api = await startFakeApi();
		cleanUp.add(async () => await api.stop());
		fillWithSample(api.store, new Date());
		const demo = await setUpDemo(n8n, api.url);
		const complete = await demo.sendSampleCall();
		console.log(complete ? '\nAll items came.' : '\nSome items are missing.');
		if (once) return complete ? 0 : 1;
		console.log(`
Editor:       ${demo.workflowUrl}
  email:      ${demo.owner.email}
  password:   ${demo.owner.password}
Webhook URL:  ${demo.webhookUrl.href}
Another call: npm run send -- ${demo.webhookUrl.href}
Fake API:     two agents and three calls; use it with the credential "${demo.credential}"
Log of n8n:   ${n8n.logFile}
Stop with Ctrl-C. This deletes everything in this n8n.`);
		const end = await n8n.ended;
		if (!signal.aborted) throw new Error(`n8n ended by itself (${end}).`);
		return complete ? 0 : 1;
	} finally {
		await cleanUp.run();
	}
}

/** An error and its causes, the plain sentence first. */
function explainError(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause ? `${error.message}\n\n${explainError(error.cause)}` : error.message;
}

async function main(): Promise<number> {
	const { help, once = false, port: wantedPort } = readOptions();
	if (help) {
		console.log(USAGE);
		return 0;
	}
	const port = await choosePort(wantedPort);
	const stopping = new AbortController();
	let stoppedBy: keyof typeof SIGNAL_STATUS | undefined;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		// npm and the terminal both send one for a single Ctrl-C.
		process.on(signal, () => {
			if (stoppedBy === undefined) console.log('\nStopping …');
			stoppedBy ??= signal;
			stopping.abort();
		});
	}
	await introduce(port);
	try {
		return await demonstrate(once, port, stopping.signal);
	} catch (error) {
		// After a stop, everything that fails does so because of it.
		if (stoppedBy !== undefined) return SIGNAL_STATUS[stoppedBy];
		throw error;
	}
}

main().then(
	(status) => process.exit(status),
	(error: unknown) => {
		console.error(`\n${explainError(error)}`);
		process.exit(error instanceof UsageError ? 2 : 1);
	},
);
