/**
 * A fake of the API of Beyond Presence: a small HTTP server that follows the published document, for
 * tests and demonstrations. It keeps everything in memory and calls nobody.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Faults } from './faults';
import { currentPath } from './names';
import { Refusal, type FakeResponse } from './responses';
import type { Route } from './route';
import { routes } from './routes';
import { defaultSettings, type Settings } from './settings';
import { Store } from './store';

type SeenRequest = {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: IncomingMessage['headers'];
	/** Parsed JSON, the bytes where the request held something else, undefined where nothing. */
	body: unknown;
	/** The status of the response; 0 until there is one, and where the connection was ended. */
	status: number;
	/** How many requests were open when this one came, itself included. */
	atOnce: number;
};

export type FakeApi = {
	/** Without a slash at the end, as the credential wants it. */
	url: string;
	apiKey: string;
	store: Store;
	faults: Faults;
	/** Every request so far, oldest first; tests may empty it. */
	requests: SeenRequest[];
	settings: Settings;
	stop: () => Promise<void>;
};

type FakeApiOptions = {
	/** A free one unless given. */
	port?: number;
	apiKey?: string;
	settings?: Partial<Settings>;
	store?: Store;
};

export const FAKE_API_KEY = 'sk-fake-api';

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

const PATTERNS = routes.map((route) => ({
	route,
	pattern: new RegExp(`^${route.path.replace(':id', '([^/]+)')}$`),
}));

/** Finds the route for a path under its current name, and the ID in it. */
function findRoute(
	method: string,
	path: string | undefined,
): { route: Route; id: string } | FakeResponse {
	const matches = PATTERNS.flatMap(({ route, pattern }) => {
		const match = path === undefined ? null : pattern.exec(path);
		return match === null ? [] : [{ route, id: decodeURIComponent(match[1] ?? '') }];
	});
	if (matches.length === 0) return { status: 404, body: { detail: 'Not Found' } };
	return (
		matches.find(({ route }) => route.method === method) ?? {
			status: 405,
			body: { detail: 'Method Not Allowed' },
		}
	);
}

function respondTo(
	seen: SeenRequest,
	{ apiKey, store, settings }: Omit<FakeApi, 'stop' | 'url'>,
): FakeResponse {
	const { method, path, query, body, headers } = seen;
	const found = findRoute(method, currentPath(settings.names, method, path));
	if ('status' in found) return found;
	if (headers['x-api-key'] !== apiKey) return { status: 401, body: { detail: 'Invalid API key' } };
	try {
		return found.route.handle({ store, settings, id: found.id, query, body });
	} catch (error) {
		if (error instanceof Refusal) return error.response;
		throw error;
	}
}

function send(response: ServerResponse, { status, body, headers }: FakeResponse): void {
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

/** Starts the fake API on 127.0.0.1. */
export async function startFakeApi(options: FakeApiOptions = {}): Promise<FakeApi> {
	const fakeApi: Omit<FakeApi, 'stop' | 'url'> = {
		apiKey: options.apiKey ?? FAKE_API_KEY,
		store: options.store ?? new Store(),
		faults: new Faults(),
		requests: [],
		settings: { ...defaultSettings(), ...options.settings },
	};
	let open = 0;

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake-api');
		const { method = 'GET', headers } = request;
		const query = Object.fromEntries(searchParams);
		const seen: SeenRequest = {
			...{ method, path: pathname, query, headers },
			...{ body: undefined, status: 0, atOnce: ++open },
		};
		fakeApi.requests.push(seen);
		response.on('close', () => open--);
		seen.body = await readBody(request);

		const fault = fakeApi.faults.next(method, pathname);
		if (fault && 'disconnect' in fault) {
			request.socket.destroy();
			return;
		}
		if (fakeApi.settings.delayMs > 0) await wait(fakeApi.settings.delayMs);
		if (fault && 'delayMs' in fault) await wait(fault.delayMs, undefined, { ref: false });
		if (fault && 'trickleMs' in fault) {
			trickle(response, fault.trickleMs);
			return;
		}
		let outcome: FakeResponse;
		if (fault && 'rubbish' in fault) outcome = { status: 200, body: fault.rubbish };
		else if (fault && 'status' in fault) outcome = fault;
		else outcome = respondTo(seen, fakeApi);
		if (fault && 'loseResponse' in fault) {
			request.socket.destroy();
			return;
		}
		seen.status = outcome.status;
		send(response, outcome);
	}

	const server = createServer((request, response) => {
		handle(request, response).catch((error: unknown) => {
			send(response, { status: 500, body: { detail: `The fake API failed: ${String(error)}` } });
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : options.port;

	return {
		...fakeApi,
		url: `http://127.0.0.1:${port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
