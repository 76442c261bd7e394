import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import * as z from 'zod/v4';
import { searchPages } from './searchPages';

const knowledgeFileSchema = z.object({ id: z.string(), name: z.string(), format: z.string() });

export async function searchKnowledgeFiles(
	this: ILoadOptionsFunctions,
	filter?: string,
	cursor?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		'knowledge-files',
		knowledgeFileSchema,
		({ id, name, format }) => ({ name: `${name} (${format})`, value: id }),
		filter,
		cursor,
	);
}
