/** The two generations of the API: the same resources under other names. */

/** `older` servers know neither the current names of calls nor the usage. */
export type Names = 'current' | 'older';

const CALLS = /^\/v1\/calls(?=\/|$)/;
const CURRENT_ONLY = /^\/v1\/(conversations|livekit-rooms|usage)(?=\/|$)/;

/** The current name of what a request asks for, or undefined if the server does not know its path. */
export function currentPath(names: Names, method: string, path: string): string | undefined {
	if (names === 'current') return CALLS.test(path) ? undefined : path;
	if (CURRENT_ONLY.test(path)) return undefined;
	if (path === '/v1/calls' && method === 'POST') return '/v1/livekit-rooms';
	return path.replace(CALLS, '/v1/conversations');
}
