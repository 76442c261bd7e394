/** n8n as one process on SQLite, started again when it ends. */
import { installN8n, type N8nVersion } from '../n8n/install';
import { freePort } from '../n8n/port';
import { startN8n } from '../n8n/server';
import { consoleReport } from '../cli/report';
import { packedPackage, signUpOwner } from '../n8n/firstStart';
import { probePreload, type Probe, startProbe } from './probe';
import { RoundRobinProxy } from './proxy';
import { CleanUp, SWIFT, temporaryFolder, type Setup } from './setup';
import { Supervised } from './supervised';

export interface SingleN8n extends Setup {
	readonly process: Supervised;
	readonly probe: Probe;
}

/** @param withProxy deliveries come through a proxy that asks whether n8n is ready */
export async function startSingleN8n(
	version: N8nVersion,
	env: NodeJS.ProcessEnv = {},
	withProxy = false,
): Promise<SingleN8n> {
	const tarball = packedPackage();
	const installation = await installN8n(version, consoleReport);
	const cleanUp = new CleanUp();
	try {
		const userFolder = await temporaryFolder(`n8n-${version}`);
		cleanUp.removeFolder(userFolder);
		const probe = await startProbe();
		const port = await freePort();
		let isNew = true;
		const process = new Supervised(async (signal) => {
			const running = await startN8n({
				installation,
				userFolder,
				port,
				signal,
				preload: probePreload,
				env: { ...SWIFT, ...probe.env, ...env },
				...(isNew && { tarball }),
			});
			isNew = false;
			return running;
		});
		cleanUp.add(async () => await process.stop());
		const { baseUrl } = await process.start();
		const client = await signUpOwner(baseUrl);
		const proxy = withProxy ? await RoundRobinProxy.start([port]) : undefined;
		if (proxy) cleanUp.add(async () => await proxy.close());
		return {
			version,
			name: withProxy ? 'one process behind a proxy' : 'one process',
			client,
			webhookBaseUrl: proxy?.baseUrl ?? baseUrl,
			process,
			probe,
			dispose: async () => await cleanUp.run(),
		};
	} catch (error) {
		await cleanUp.run();
		throw error;
	}
}
