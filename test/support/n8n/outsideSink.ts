/** A fake of all outside services: records the requests of n8n, and responds as each service would. */
import { createServer } from 'node:http';
import path from 'node:path';
import { LOCALHOST } from './port';

const REDIRECTION = path.join(__dirname, 'redirectOutside.mjs');

interface OutsideRequest {
	method: string;
	/** The machine that it was meant for, with the path: `slack.com/api/chat.postMessage`. */
	to: string;
	headers: Record<string, unknown>;
	body: unknown;
}

export interface OutsideSink {
	/** Oldest first; tests may empty it. */
	requests: OutsideRequest[];
	/** All machines that requests were meant for. */
	hosts: ReadonlySet<string>;
	/** What an n8n has to start with so that it reaches the sink and nothing else outside. */
	env: NodeJS.ProcessEnv;
	preload: string;
	stop(): Promise<void>;
}

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
};

/** @param responses by the start of `to`; `{}` for all others */
export async function startOutsideSink(responses: Record<string, unknown>): Promise<OutsideSink> {
	const requests: OutsideRequest[] = [];
	const hosts = new Set<string>();
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', headers, url = '' } = request;
			const to = `${headers.host}${url}`;
			hosts.add(headers.host ?? '');
			requests.push({ method, to, headers, body: parse(Buffer.concat(chunks).toString('utf8')) });
			const [, body = {}] = Object.entries(responses).find(([start]) => to.startsWith(start)) ?? [];
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(0, LOCALHOST, resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		requests,
		hosts,
		env: { OUTSIDE_SINK_PORT: String(port) },
		preload: REDIRECTION,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
