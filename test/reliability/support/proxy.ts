/**
 * What stands before several webhook processes: takes turns among them. A process that refuses the
 * connection has seen nothing of the request, so the next one gets it, as with nginx and Caddy;
 * whatever else goes wrong is answered 502, because a request sent twice could be taken twice.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { LOCALHOST } from '../../../tools/n8n/port';

const BAD_GATEWAY = 502;

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

export class RoundRobinProxy {
	private turn = 0;
	private readonly server = createServer(
		(message, response) => void this.handle(message, response),
	);

	private constructor(private readonly ports: readonly number[]) {}

	static async start(ports: readonly number[]): Promise<RoundRobinProxy> {
		const proxy = new RoundRobinProxy(ports);
		proxy.server.listen(0, LOCALHOST);
		await once(proxy.server, 'listening');
		return proxy;
	}

	get baseUrl(): string {
		const address = this.server.address();
		if (typeof address !== 'object' || address === null) throw new Error('The proxy is closed.');
		return `http://${LOCALHOST}:${address.port}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
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
		for (let offset = 0; ; offset++) {
			const port = this.ports[(first + offset) % this.ports.length] ?? 0;
			try {
				return await pass(received, port);
			} catch (error) {
				if (!isRefused(error) || offset + 1 >= this.ports.length) throw error;
			}
		}
	}
}
