import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import * as z from 'zod/v4';
import { callLinkOf } from '../callLink';
import { searchPages } from './searchPages';

const agentSchema = z.object({ id: z.string(), name: z.string() });

export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter?: string,
	cursor?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		'agents',
		agentSchema,
		({ id, name }) => ({ name, value: id, url: callLinkOf(id) }),
		filter,
		cursor,
	);
}
