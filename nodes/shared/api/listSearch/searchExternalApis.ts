import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import * as z from 'zod/v4';
import { searchPages } from './searchPages';

const externalApiSchema = z.object({ id: z.string(), name: z.string() });

export async function searchExternalApis(
	this: ILoadOptionsFunctions,
	filter?: string,
	cursor?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		'external-apis',
		externalApiSchema,
		({ id, name }) => ({ name, value: id }),
		filter,
		cursor,
	);
}
