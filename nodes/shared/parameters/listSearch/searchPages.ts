import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import * as z from '../../schema';
import { readPages } from '../../api/pages';
import type { Collection } from '../../api/paths';

/** A search goes on over further pages until it has this many matches to show. */
const ENOUGH_MATCHES = 20;

/** One search reads at most this many pages of 50; the list then goes on where it stopped. */
const MAX_PAGES = 40;

/**
 * Fills a picker. The API cannot search, so the pages are read in turn and searched here: names
 * and IDs, whatever their case. Objects that lack what the picker needs are left out.
 *
 * @returns what n8n calls, with what the user typed and where an earlier search of the list stopped
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
		const results: INodeListSearchItems[] = [];
		let pagesRead = 0;
		let next = cursor;
		for await (const page of readPages(this, collection, { cursor })) {
			pagesRead++;
			next = page.nextCursor;
			for (const object of page.data) {
				const parsed = schema.safeParse(object);
				if (!parsed.success) continue;
				const choice = toChoice(parsed.data);
				if (`${choice.name}\n${choice.value}`.toLowerCase().includes(wanted)) results.push(choice);
			}
			if (wanted === '' || results.length >= ENOUGH_MATCHES || pagesRead >= MAX_PAGES) break;
		}
		return { results, paginationToken: next };
	};
