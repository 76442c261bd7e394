/**
 * What stands before n8n's processes: uses those that say they are ready alternately, because n8n
 * responds with 200 to everything while it starts. A process that refuses the connection has seen
 * nothing of the request, so the next one gets it, as with nginx and Caddy; anything else that goes
 * wrong gets a 502 response, because a request that is sent twice could be accepted twice.
 */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCALHOST } from './port';
import { isOk } from './server';

const BAD_GATEWAY = 502;

/** How often a process is asked, and how long it may take to say that it is ready, in ms. */
const ASK_EVERY_MS = 250;
const SAY_WITHIN_MS = 5_000;

const isReady = async (port: number) =>
	await isOk(`http://${LOCALHOST}:${port}/healthz/readiness`, SAY_WITHIN_MS);

const isRefused = (error: unknown) =>
	error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';

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
		await once(proxy.server.listen(0, LOCALHOST), 'listening');
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
		await once(this.server.close(), 'close');
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
			const passed = await this.passOn(message, await buffer(message));
			const body = await buffer(passed);
			response.writeHead(passed.statusCode ?? BAD_GATEWAY, passed.headers).end(body);
		} catch (error) {
			if (!response.headersSent) response.writeHead(BAD_GATEWAY);
			response.end(String(error));
		}
	}

	private async passOn(
		{ method, url: path, headers }: IncomingMessage,
		body: Buffer,
	): Promise<IncomingMessage> {
		const first = this.turn++ % this.ports.length;
		let problem: unknown = new Error('No process is ready.');
		for (const port of [...this.ports.slice(first), ...this.ports.slice(0, first)]) {
			if (!this.ready.has(port)) continue;
			try {
				const target = { host: LOCALHOST, port, method, path, headers, agent: false };
				return await new Promise((resolve, reject) => {
					request(target, resolve).once('error', reject).end(body);
				});
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
