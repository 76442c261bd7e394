import { NodeApiError, type IDataObject } from 'n8n-workflow';
import * as z from '../schema';
import { callApiFor, jsonObjectSchema } from './answers';
import type { ApiContext, ApiRequest } from './client';
import { collectionPath, type Collection } from './paths';

/** The largest number of objects that the API gives at once. */
export const PAGE_SIZE = 50;

/** The envelope of every list of the API. */
const pageSchema = z.object({
	data: z.array(jsonObjectSchema),
	has_more: z.withDefault(z.boolean(), false),
	next_cursor: z.nullish(z.string()),
});

/** One page; without `nextCursor` it is the last. */
type Page = { data: IDataObject[]; nextCursor: string | undefined };

type PageOptions = Pick<ApiRequest, 'itemIndex' | 'maxAttempts' | 'timeoutMs'> & {
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
	return {
		data: page.data,
		nextCursor: page.has_more ? (page.next_cursor ?? undefined) : undefined,
	};
}

/**
 * Reads a collection page by page, each asked for only when the caller is done with the one before,
 * and keeps none of them.
 *
 * @throws NodeApiError also when the API names the page that was just read as the next one, which
 * would never end
 */
export async function* readPages(
	context: ApiContext,
	collection: Collection,
	options: PageOptions = {},
): AsyncGenerator<Page, void, undefined> {
	let cursor = options.cursor;
	do {
		const page = await getPage(context, collection, { ...options, cursor });
		yield page;
		if (page.nextCursor !== undefined && page.nextCursor === cursor) {
			const message = 'Beyond Presence keeps giving the same page of the list';
			throw new NodeApiError(
				context.getNode(),
				{ message },
				{ message, description: 'Try again later.', itemIndex: options.itemIndex },
			);
		}
		cursor = page.nextCursor;
	} while (cursor !== undefined);
}
