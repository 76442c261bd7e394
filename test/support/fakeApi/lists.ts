/** The lists of the API, page by page. */
import { createHash } from 'node:crypto';
import { check, refused } from './responses';
import type { Collection } from './collection';
import { listQuery } from './requestSchemas';

/** The current pages say `newestFirst`; the older document said nothing, so tests try all three. */
export type ListOrder = 'newestFirst' | 'oldestFirst' | 'shuffled';

type Listed = { id: string };

const shuffleKey = ({ id }: Listed): string => createHash('sha1').update(id).digest('hex');

/** A whole collection in an order that no test expects; slow, so only for small ones. */
function shuffle<Item extends Listed>(items: Collection<Item>): Item[] {
	const all = Array.from({ length: items.count }, (_, index) => items.at(index));
	return all
		.filter((item) => item !== undefined)
		.sort((one, other) => (shuffleKey(one) < shuffleKey(other) ? -1 : 1));
}

/** Positions on the list, from 0, which every order has. */
function inOrder<Item extends Listed>(items: Collection<Item>, order: ListOrder) {
	if (order === 'shuffled') {
		const shuffled = shuffle(items);
		return {
			at: (position: number) => shuffled[position],
			positionOf: (id: string) => shuffled.findIndex((item) => item.id === id),
		};
	}
	if (order === 'oldestFirst') {
		return {
			at: (position: number) => items.at(position),
			positionOf: (id: string) => items.indexOf(id),
		};
	}
	return {
		at: (position: number) => items.at(items.count - 1 - position),
		positionOf(id: string) {
			const index = items.indexOf(id);
			return index === -1 ? -1 : items.count - 1 - index;
		},
	};
}

const cursorAfter = (id: string): string => Buffer.from(`after:${id}`).toString('base64url');
const idIn = (cursor: string): string =>
	Buffer.from(cursor, 'base64url')
		.toString('utf8')
		.replace(/^after:/, '');

/**
 * One page in the API's envelope. The cursor names the last object of the page before, so objects
 * that are added meanwhile shift nothing.
 */
export function pageOf<Item extends Listed>(
	items: Collection<Item>,
	query: Record<string, string>,
	order: ListOrder,
	shown: (item: Item) => unknown,
) {
	const { limit, cursor } = check(listQuery, query, 'query');
	const list = inOrder(items, order);
	const start = cursor === undefined ? 0 : list.positionOf(idIn(cursor)) + 1;
	if (cursor !== undefined && start === 0) throw refused(['query', 'cursor'], 'Invalid cursor');
	const end = Math.min(start + limit, items.count);
	const page = Array.from({ length: Math.max(0, end - start) }, (_, place) =>
		list.at(start + place),
	).filter((item) => item !== undefined);
	const data = page.map(shown);
	const last = page.at(-1);
	return last !== undefined && end < items.count
		? { data, has_more: true, next_cursor: cursorAfter(last.id) }
		: { data, has_more: false };
}
