/** The lists of the API, page by page. */
import { createHash } from 'node:crypto';
import { check, invalid } from './answers';
import { listQuery } from './requestSchemas';

/** The document does not say in which order the API lists, so tests try several. */
export type ListOrder = 'newestFirst' | 'oldestFirst' | 'shuffled';

type Listed = { id: string };

const shuffleKey = ({ id }: Listed): string => createHash('sha1').update(id).digest('hex');

function inOrder<Item extends Listed>(items: Item[], order: ListOrder): Item[] {
	if (order === 'oldestFirst') return items;
	if (order === 'newestFirst') return items.reverse();
	return items.sort((one, other) => (shuffleKey(one) < shuffleKey(other) ? -1 : 1));
}

const cursorAfter = (id: string): string => Buffer.from(`after:${id}`).toString('base64url');
const idIn = (cursor: string): string =>
	Buffer.from(cursor, 'base64url')
		.toString('utf8')
		.replace(/^after:/, '');

/**
 * One page in the API's envelope. The cursor names the last object that was given, so objects that
 * are added meanwhile shift nothing.
 */
export function pageOf<Item extends Listed>(
	objects: Map<string, Item>,
	query: Record<string, string>,
	order: ListOrder,
	shown: (item: Item) => unknown,
) {
	const { limit, cursor } = check(listQuery, query, 'query');
	const items = inOrder([...objects.values()], order);
	const start = cursor === undefined ? 0 : items.findIndex(({ id }) => id === idIn(cursor)) + 1;
	if (cursor !== undefined && start === 0) throw invalid(['query', 'cursor'], 'Invalid cursor');
	const data = items.slice(start, start + limit);
	const last = data.at(-1);
	return last !== undefined && start + limit < items.length
		? { data: data.map(shown), has_more: true, next_cursor: cursorAfter(last.id) }
		: { data: data.map(shown), has_more: false };
}
