/** The n8n of each version that test files share; it belongs to jest's main process. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { CleanUp } from './cleanUp';
import { LOCALHOST } from './port';
import {
	SHARED_VARIABLE,
	STARTING_STATUS,
	startTestN8n,
	SWIFT,
	VERSIONS,
	type SharedN8n,
} from './testN8n';

interface Start {
	status: number;
	body: SharedN8n | string;
}

/** Starts an n8n when it is asked for the first time, and says where it is, or that it is starting. */
export async function serveSharedN8n(cleanUp: CleanUp): Promise<void> {
	const starts = new Map<string, Start>();
	async function start(path: string): Promise<void> {
		const version = VERSIONS.find((each) => path === `/${each}`);
		starts.set(path, { status: STARTING_STATUS, body: 'starting' });
		try {
			if (!version) throw new Error(`There is no n8n at ${path}.`);
			const n8n = await startTestN8n(version, {
				env: { ...SWIFT, N8N_LOG_LEVEL: 'debug' },
			});
			cleanUp.add(async () => await n8n.dispose());
			const { baseUrl, logFile } = n8n.server;
			const { cookie, apiKey } = n8n.client;
			starts.set(path, {
				status: 200,
				body: { baseUrl, logFile, cookie, apiKey, probePort: n8n.probe.port },
			});
		} catch (error) {
			starts.set(path, { status: 500, body: String(error) });
		}
	}
	const server = createServer(({ url = '' }, response) => {
		if (!starts.has(url)) void start(url);
		const { status, body } = starts.get(url) ?? { status: STARTING_STATUS, body: 'starting' };
		response.writeHead(status).end(JSON.stringify(body));
	});
	await once(server.listen(0, LOCALHOST), 'listening');
	cleanUp.add(async () => void server.close());
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('There is no port.');
	process.env[SHARED_VARIABLE] = `http://${LOCALHOST}:${address.port}`;
}
