/**
 * A stand-in for the API of Beyond Presence: a small HTTP server that follows the published
 * document, for tests and demonstrations. It keeps everything in memory and calls nobody.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal, type Answer } from './answers';
import { Faults } from './faults';
import type { ListOrder } from './lists';
import type { Route } from './route';
import { routes } from './routes';
import { Store } from './store';

type SeenRequest = {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: IncomingMessage['headers'];
	/** Parsed JSON, the bytes where the request held something else, undefined where nothing. */
	body: unknown;
	/** The status of the answer; 0 until there is one, and where the connection was ended. */
	status: number;
	/** How many requests were being answered when this one came, itself included. */
	atOnce: number;
};

export type StandIn = {
	/** Without a slash at the end, as the credential wants it. */
	url: string;
	apiKey: string;
	store: Store;
	faults: Faults;
	/** Every request so far, oldest first; tests may empty it. */
	requests: SeenRequest[];
	/** May be changed while it runs. */
	settings: { order: ListOrder };
	stop: () => Promise<void>;
};

type StandInOptions = {
	/** A free one unless given. */
	port?: number;
	apiKey?: string;
	order?: ListOrder;
	store?: Store;
};

export const STAND_IN_KEY = 'sk-stand-in';

async function readBody(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const bytes = Buffer.concat(chunks);
	if (bytes.length === 0) return undefined;
	if (!(request.headers['content-type'] ?? '').includes('json')) return bytes;
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		return bytes;
	}
}

/** Finds the route for a path, and the ID in it. */
function findRoute(method: string, path: string): { route: Route; id: string } | Answer {
	let isKnownPath = false;
	for (const route of routes) {
		const pattern = new RegExp(`^${route.path.replace(':id', '([^/]+)')}$`);
		const match = pattern.exec(path);
		if (match === null) continue;
		isKnownPath = true;
		if (route.method === method) return { route, id: decodeURIComponent(match[1] ?? '') };
	}
	return isKnownPath
		? { status: 405, body: { detail: 'Method Not Allowed' } }
		: { status: 404, body: { detail: 'Not Found' } };
}

function answerTo(seen: SeenRequest, standIn: Omit<StandIn, 'stop' | 'url'>): Answer {
	const found = findRoute(seen.method, seen.path);
	if ('status' in found) return found;
	if (seen.headers['x-api-key'] !== standIn.apiKey) {
		return { status: 401, body: { detail: 'Invalid API key' } };
	}
	const { store, settings } = standIn;
	try {
		const { query, body } = seen;
		return found.route.handle({ store, order: settings.order, id: found.id, query, body });
	} catch (error) {
		if (error instanceof Refusal) return error.answer;
		throw error;
	}
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
	if (body === undefined) {
		response.writeHead(status, headers).end();
		return;
	}
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type = typeof body === 'string' ? 'text/plain' : 'application/json';
	response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}

function trickle(response: ServerResponse, everyMs: number): void {
	response.writeHead(200, { 'content-type': 'application/json' });
	const timer = setInterval(() => response.write(' '), everyMs);
	response.on('close', () => clearInterval(timer));
}

/** Starts the stand-in on 127.0.0.1. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
	const standIn: Omit<StandIn, 'stop' | 'url'> = {
		apiKey: options.apiKey ?? STAND_IN_KEY,
		store: options.store ?? new Store(),
		faults: new Faults(),
		requests: [],
		settings: { order: options.order ?? 'newestFirst' },
	};
	let open = 0;

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
		const { method = 'GET', headers } = request;
		const query = Object.fromEntries(searchParams);
		const seen: SeenRequest = {
			...{ method, path: pathname, query, headers },
			...{ body: undefined, status: 0, atOnce: ++open },
		};
		standIn.requests.push(seen);
		response.on('close', () => open--);
		seen.body = await readBody(request);

		const fault = standIn.faults.next(method, pathname);
		if (fault && 'disconnect' in fault) {
			request.socket.destroy();
			return;
		}
		if (fault && 'delayMs' in fault) await wait(fault.delayMs, undefined, { ref: false });
		if (fault && 'trickleMs' in fault) {
			trickle(response, fault.trickleMs);
			return;
		}
		let answer: Answer;
		if (fault && 'rubbish' in fault) answer = { status: 200, body: fault.rubbish };
		else if (fault && 'status' in fault) answer = fault;
		else answer = answerTo(seen, standIn);
		seen.status = answer.status;
		send(response, answer);
	}

	const server = createServer((request, response) => {
		handle(request, response).catch((error: unknown) => {
			send(response, { status: 500, body: { detail: `The stand-in failed: ${String(error)}` } });
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : options.port;

	return {
		...standIn,
		url: `http://127.0.0.1:${port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
