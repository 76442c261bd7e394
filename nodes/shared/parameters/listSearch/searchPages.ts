import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import * as z from '../../schema';
import { safeForLog } from '../../errors';
import { readPages } from '../../api/pages';
import type { Collection } from '../../api/paths';

/** A search goes on over further pages until it has this many matches to show. */
const ENOUGH_MATCHES = 20;

/** One search reads at most this many pages of 50; the list then goes on where it stopped. */
const MAX_PAGES = 40;

/** A person is waiting: how long one search may take. */
const SEARCH_MS = 10_000;

/** No page is asked for unless it has at least this long to arrive. */
const LEAST_PAGE_MS = 1_000;

/**
 * Fills a picker. The API cannot search, so the pages are read in turn and searched here: names
 * and IDs, in any case. Objects that lack what the picker needs are left out.
 *
 * @returns the function for n8n, whose arguments are what the user typed and where an earlier search
 * of the list stopped. It throws a NodeOperationError if nothing was found before it had to stop:
 * n8n's editor shows that in the picker, where an empty list would say that there is no such object.
 */
export const searchPages = <Schema extends z.ZodMiniType>(
	collection: Collection,
	schema: Schema,
	toChoice: (object: z.infer<Schema>) => INodeListSearchItems,
) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		cursor?: string,
	): Promise<INodeListSearchResult> {
		const wanted = filter.trim().toLowerCase();
		const deadline = Date.now() + SEARCH_MS;
		const results: INodeListSearchItems[] = [];
		let pagesRead = 0;
		let searched = 0;
		let next: string | undefined;
		for await (const page of readPages(this, collection, { cursor, deadline })) {
			pagesRead++;
			searched += page.data.length;
			next = page.nextCursor;
			for (const object of page.data) {
				const parsed = schema.safeParse(object);
				if (!parsed.success) continue;
				const choice = toChoice(parsed.data);
				if (`${choice.name}\n${choice.value}`.toLowerCase().includes(wanted)) results.push(choice);
			}
			const isTooLate = deadline - Date.now() < LEAST_PAGE_MS;
			if (wanted === '' || results.length >= ENOUGH_MATCHES) break;
			if (pagesRead >= MAX_PAGES || isTooLate) break;
		}
		if (results.length === 0 && next !== undefined && wanted !== '') {
			// The picker shows the message alone, not the description.
			const message = `No match for '${safeForLog(filter)}' among the first ${searched} entries. Choose 'By ID' and enter the ID instead.`;
			throw new NodeOperationError(this.getNode(), message);
		}
		return { results, paginationToken: next };
	};
