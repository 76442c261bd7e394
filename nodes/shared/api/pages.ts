import { NodeApiError, type IDataObject } from 'n8n-workflow';
import * as z from '../schema';
import { callApiFor, onlyObjects } from './answers';
import type { ApiContext, ApiRequest } from './client';
import { collectionPath, type Collection } from './paths';

/** The largest page that the API returns. */
export const PAGE_SIZE = 50;

/** The envelope of every list of the API. `has_more` is optional, so `next_cursor` decides. */
const pageSchema = z.object({
	data: z.array(z.unknown()),
	next_cursor: z.nullish(z.string()),
});

/** One page, with its entries as they came; without `nextCursor` it is the last. */
type Page = { data: unknown[]; nextCursor: string | undefined };

type PageOptions = Pick<ApiRequest, 'itemIndex' | 'maxAttempts' | 'timeoutMs' | 'deadline'> & {
	/** 1 to 50; the largest by default. */
	pageSize?: number;
	cursor?: string;
};

/** Reads one page of a collection. */
async function getPage(
	context: ApiContext,
	collection: Collection,
	{ pageSize = PAGE_SIZE, cursor, ...request }: PageOptions = {},
): Promise<Page> {
	const page = await callApiFor(
		context,
		{
			...request,
			method: 'GET',
			path: collectionPath(collection),
			query: cursor === undefined ? { limit: pageSize } : { limit: pageSize, cursor },
		},
		pageSchema,
	);
	return { data: page.data, nextCursor: page.next_cursor || undefined };
}

/** So many cursors are remembered, which is enough for half a million objects. */
const REMEMBERED_CURSORS = 10_000;

/**
 * Notices a list that goes round. Beyond the remembered cursors it compares with a single one, which
 * it exchanges at growing distances, so that memory is bounded and a circle of any length is found.
 */
class SeenCursors {
	private readonly first = new Set<string>();
	private mark: string | undefined;
	private sinceMark = 0;
	private distance = 1;

	/** Whether a cursor was seen before; remembers it if not. */
	isRepeated(cursor: string): boolean {
		if (this.first.has(cursor) || cursor === this.mark) return true;
		if (this.first.size < REMEMBERED_CURSORS) {
			this.first.add(cursor);
		} else if (++this.sinceMark >= this.distance) {
			this.mark = cursor;
			this.sinceMark = 0;
			this.distance *= 2;
		}
		return false;
	}
}

/**
 * Reads a collection page by page, each requested only when the caller is done with the one before,
 * and keeps none of them.
 *
 * @throws NodeApiError also if a page names one that was read before as the next one, which would
 * never end
 */
export async function* readPages(
	context: ApiContext,
	collection: Collection,
	options: PageOptions = {},
): AsyncGenerator<Page, void, undefined> {
	const seen = new SeenCursors();
	let { cursor } = options;
	if (cursor !== undefined) seen.isRepeated(cursor);
	for (;;) {
		const page = await getPage(context, collection, { ...options, cursor });
		yield page;
		cursor = page.nextCursor;
		if (cursor === undefined) return;
		if (seen.isRepeated(cursor)) {
			const message = 'Beyond Presence returned the same page of a list again';
			const description = 'The list would never end, so reading it was stopped. Try again later.';
			const { itemIndex } = options;
			throw new NodeApiError(context.getNode(), { message }, { message, description, itemIndex });
		}
	}
}

/** Reads the objects of each page; the log says how many entries of another kind were left out. */
export async function* readObjects(
	context: ApiContext,
	collection: Collection,
	options: PageOptions = {},
): AsyncGenerator<IDataObject[], void, undefined> {
	for await (const { data } of readPages(context, collection, options)) {
		yield onlyObjects(context, data, collection);
	}
}
