import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { PAGE_SIZE, readObjects } from '../../shared/api/pages';
import type { Collection } from '../../shared/api/paths';
import { boolean, readParameters, wholeNumber } from './parameters';

/** The default of the field, also if an expression returns null. */
const DEFAULT_LIMIT = 50;

/** The fields of every operation that lists. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		displayOptions: { show: { returnAll: [false] } },
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
	},
];

/**
 * Lists a collection up to the limit that the form asks for. Pages are read one after the other,
 * and none beyond the one that fills the limit; only what is returned is kept.
 */
export async function listCollection(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: Collection,
): Promise<IDataObject[]> {
	const limit = readLimit(context, itemIndex);
	const found: IDataObject[] = [];
	const pageSize = Math.min(PAGE_SIZE, limit);
	for await (const objects of readObjects(context, collection, { itemIndex, pageSize })) {
		for (const object of objects) if (found.length < limit) found.push(object);
		if (found.length >= limit) break;
	}
	return found;
}

const returnAllParameter = z.withDefault(boolean, false);
const limitParameter = z.withDefault(wholeNumber(1), DEFAULT_LIMIT);

/** The most results that the form asks for. */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	const shape = { returnAll: returnAllParameter };
	if (readParameters(context, itemIndex, shape).returnAll) return Infinity;
	return readParameters(context, itemIndex, { limit: limitParameter }).limit;
}
