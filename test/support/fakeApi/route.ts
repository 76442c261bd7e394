import { notFound, type FakeResponse } from './responses';
import type { Settings } from './settings';
import type { Store } from './store';

type RouteRequest = {
	store: Store;
	settings: Settings;
	id: string;
	query: Record<string, string>;
	/** Parsed JSON, or the bytes where the request holds something else. */
	body: unknown;
};

export type Route = {
	method: string;
	/** With `:id` for the one part that varies. */
	path: string;
	handle: (request: RouteRequest) => FakeResponse;
};

export function found<Item>(objects: Map<string, Item>, id: string, what: string): Item {
	const object = objects.get(id);
	if (object === undefined) throw notFound(what);
	return object;
}
