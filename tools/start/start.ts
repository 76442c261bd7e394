import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fillWithSample } from '../../test/support/fakeApi/sample';
import { startStandIn } from '../../test/support/fakeApi/server';
import { API_CREDENTIAL_NAME, setUpDemo } from './demo';
import { cacheFolder } from '../../test/support/n8n/cache';
import { installCommunityPackage } from '../../test/support/n8n/communityPackage';
import { installN8n, isInstalled } from '../../test/support/n8n/install';
import { packPackage } from '../../test/support/n8n/pack';
import { assertFree, freePort, isFree, LOCALHOST } from '../../test/support/n8n/port';
import { startN8n } from '../../test/support/n8n/server';
import { consoleReport, longStep } from '../../test/support/cli/report';
import { readStartOptions, USAGE, type StartOptions } from './startOptions';
import { UsageError } from '../../test/support/cli/usageError';

const N8N_VERSION = '2.41.1';
/** Where people look for n8n. */
const USUAL_PORT = 5678;

/** What a shell expects of a process that Ctrl-C or a signal ended. */
const SIGNAL_STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

async function choosePort(wanted: number | undefined): Promise<number> {
	if (wanted !== undefined) {
		await assertFree(wanted);
		return wanted;
	}
	return (await isFree(USUAL_PORT)) ? USUAL_PORT : await freePort();
}

async function introduce(port: number): Promise<void> {
	const duration = (await isInstalled(N8N_VERSION))
		? 'about half a minute'
		: `about five minutes, because n8n is installed first (3 GB, kept in ${cacheFolder()}, so that the next start takes half a minute)`;
	consoleReport.say(`This builds the package, starts a throw-away n8n ${N8N_VERSION} with it and a live demo workflow,
sends that a sample call and shows the items that come out. It takes ${duration}.
Then open http://${LOCALHOST}:${port} with the login shown at the end.\n`);
}

/**
 * Does everything in the folder. Gives whether all items of the sample call came, once nothing is
 * running any more; throws when something fails and when `signal` is aborted before that.
 */
async function demonstrate(
	{ once }: StartOptions,
	port: number,
	folder: string,
	signal: AbortSignal,
): Promise<boolean> {
	const report = consoleReport;
	const tarball = await longStep(report, 'Building and packing this package', '5 seconds', () =>
		packPackage(folder),
	);
	const installation = await installN8n(N8N_VERSION, report);
	const userFolder = path.join(folder, 'n8n');
	await installCommunityPackage(userFolder, tarball);
	const n8n = await longStep(report, `Starting n8n ${N8N_VERSION}`, '15 seconds', () =>
		startN8n({ installation, userFolder, port, signal }),
	);
	const api = await startStandIn();
	try {
		fillWithSample(api.store, new Date());
		const demo = await setUpDemo(n8n, api, report);
		const complete = await demo.sendSampleCall();
		report.say(complete ? '\nAll items came.' : '\nNot all items came.');
		if (once) return complete;
		report.say(`
Editor:       ${demo.workflowUrl}
  e-mail:     ${demo.owner.email}
  password:   ${demo.owner.password}
Webhook URL:  ${demo.webhookUrl.href}
Another call: npm run send -- ${demo.webhookUrl.href}
API:          a stand-in with two agents and three calls, for which the credential
              "${API_CREDENTIAL_NAME}" is set up in this n8n
n8n's log:    ${n8n.logFile}
Stop with Ctrl-C; everything in this n8n is then deleted.`);
		const end = await n8n.ended;
		if (!signal.aborted) throw new Error(`n8n ended by itself (${end}).`);
		return complete;
	} finally {
		await n8n.stop();
		await api.stop();
	}
}

async function start(options: StartOptions, signal: AbortSignal): Promise<number> {
	const port = await choosePort(options.port);
	await introduce(port);
	const folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-demo-'));
	try {
		return (await demonstrate(options, port, folder, signal)) ? 0 : 1;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** An error and what brought it about, the plain sentence first. */
function explainError(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause ? `${error.message}\n\n${explainError(error.cause)}` : error.message;
}

async function main(): Promise<number> {
	const options = readStartOptions(process.argv.slice(2));
	if (options === 'help') {
		console.log(USAGE);
		return 0;
	}
	const stopping = new AbortController();
	let stoppedBy: keyof typeof SIGNAL_STATUS | undefined;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		// npm and the terminal both send one for a single Ctrl-C.
		process.on(signal, () => {
			if (stoppedBy === undefined) consoleReport.say('\nStopping …');
			stoppedBy ??= signal;
			stopping.abort();
		});
	}
	try {
		return await start(options, stopping.signal);
	} catch (error) {
		// Whatever failed then, failed because it was stopped.
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
