/**
 * The two generations of the API: calls are `/v1/conversations` and created by `POST
 * /v1/livekit-rooms`, and were `/v1/calls` before. It is documented nowhere until when the older
 * names work, nor that every server has the current ones.
 */
import { putNewest } from '../boundedMap';
import { isJsonObject } from '../fields/jsonObject';

/** How long a server counts as an older one; then the current names are asked for again. */
export const REMEMBERED_MS = 60 * 60 * 1000;

/** How many base URLs are remembered in one process of n8n. */
const REMEMBERED_URLS = 100;

/** By the base URL of servers that only know the older names: until when they count as such. */
const olderUntil = new Map<string, number>();

/** The older name of what a request asks for; undefined if it has none. */
export function olderPath(method: string, path: string): string | undefined {
	if (path === '/v1/livekit-rooms') return method === 'POST' ? '/v1/calls' : undefined;
	const calls = /^\/v1\/conversations(?=\/|$)/;
	return calls.test(path) ? path.replace(calls, '/v1/calls') : undefined;
}

/**
 * Whether a response is FastAPI's own 404, for a path without a handler. One for a missing object
 * says which: `Agent not found`.
 */
export const isUnknownPath = (outcome: object): boolean =>
	'statusCode' in outcome &&
	outcome.statusCode === 404 &&
	'body' in outcome &&
	isJsonObject(outcome.body) &&
	outcome.body.detail === 'Not Found';

export const isOlderServer = (baseUrl: string, now: number): boolean =>
	(olderUntil.get(baseUrl) ?? 0) > now;

export function rememberServer(baseUrl: string, isOlder: boolean, now: number): void {
	if (isOlder) putNewest(olderUntil, baseUrl, now + REMEMBERED_MS, REMEMBERED_URLS);
	else olderUntil.delete(baseUrl);
}
