import * as z from '../../schema';
import { callLinkOf } from '../../api/callLink';
import { searchPages } from './searchPages';

const agentSchema = z.object({ id: z.string(), name: z.nullish(z.string()) });

export const searchAgents = searchPages('agents', agentSchema, ({ id, name }) => ({
	name: name || id,
	value: id,
	url: callLinkOf(id),
}));
