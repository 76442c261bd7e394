/**
 * What stands before n8n's processes: takes turns among those that say they are ready, because n8n
 * answers 200 to whatever comes while it starts. A process that refuses the connection has seen
 * nothing of the request, so the next one gets it, as with nginx and Caddy; whatever else goes wrong
 * is answered 502, because a request sent twice could be taken twice.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCALHOST } from '../n8n/port';

const BAD_GATEWAY = 502;

/** How often a process is asked, and how long it may take to say that it is ready, in ms. */
const ASK_EVERY_MS = 250;
const SAY_WITHIN_MS = 5_000;

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}

interface Received {
	method?: string;
	url?: string;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

/** Rejects with the system's error where the process cannot be reached or goes away. */
async function pass(received: Received, port: number): Promise<[IncomingMessage, Buffer]> {
	const { method, url, headers, body } = received;
	const answer = await new Promise<IncomingMessage>((resolve, reject) => {
		request({ host: LOCALHOST, port, method, path: url, headers, agent: false }, resolve)
			.once('error', reject)
			.end(body);
	});
	return [answer, await bodyOf(answer)];
}

const isRefused = (error: unknown) =>
	error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';

async function isReady(port: number): Promise<boolean> {
	try {
		const url = `http://${LOCALHOST}:${port}/healthz/readiness`;
		return (await fetch(url, { signal: AbortSignal.timeout(SAY_WITHIN_MS) })).ok;
	} catch {
		return false;
	}
}

export class RoundRobinProxy {
	private turn = 0;
	private isClosed = false;
	private readonly ready = new Set<number>();
	private asking: Array<Promise<void>> = [];
	private readonly server = createServer(
		(message, response) => void this.handle(message, response),
	);

	private constructor(private readonly ports: readonly number[]) {}

	static async start(ports: readonly number[]): Promise<RoundRobinProxy> {
		const proxy = new RoundRobinProxy(ports);
		proxy.server.listen(0, LOCALHOST);
		await once(proxy.server, 'listening');
		for (const port of ports) if (await isReady(port)) proxy.ready.add(port);
		proxy.asking = ports.map(async (port) => await proxy.keepAsking(port));
		return proxy;
	}

	get baseUrl(): string {
		const address = this.server.address();
		if (typeof address !== 'object' || address === null) throw new Error('The proxy is closed.');
		return `http://${LOCALHOST}:${address.port}`;
	}

	async close(): Promise<void> {
		this.isClosed = true;
		await Promise.all(this.asking);
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async keepAsking(port: number): Promise<void> {
		while (!this.isClosed) {
			if (await isReady(port)) this.ready.add(port);
			else this.ready.delete(port);
			await sleep(ASK_EVERY_MS);
		}
	}

	private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			const { method, url, headers } = message;
			const [answer, body] = await this.passOn({
				method,
				url,
				headers,
				body: await bodyOf(message),
			});
			response.writeHead(answer.statusCode ?? BAD_GATEWAY, answer.headers).end(body);
		} catch (error) {
			if (!response.headersSent) response.writeHead(BAD_GATEWAY);
			response.end(String(error));
		}
	}

	private async passOn(received: Received): Promise<[IncomingMessage, Buffer]> {
		const first = this.turn++;
		const order = this.ports.map(
			(_, index) => this.ports[(first + index) % this.ports.length] ?? 0,
		);
		let problem: unknown = new Error('No process is ready.');
		for (const port of order) {
			if (!this.ready.has(port)) continue;
			try {
				return await pass(received, port);
			} catch (error) {
				// Until it says again that it is ready: it may be starting by then.
				this.ready.delete(port);
				if (!isRefused(error)) throw error;
				problem = error;
			}
		}
		throw problem;
	}
}
