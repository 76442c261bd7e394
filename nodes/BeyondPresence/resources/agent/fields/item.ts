import type { IDataObject } from 'n8n-workflow';
import { callLinkOf } from '../../../../shared/api/callLink';

/** The fields of an agent as the operations return it, in the order of the API. */
export const AGENT_FIELDS = [
	'id',
	'name',
	'avatar_id',
	'system_prompt',
	'language',
	'greeting',
	'max_session_length_minutes',
	'capabilities',
	'llm',
	'tts',
	'knowledge_file_ids',
	'call_link',
] as const;

/** What remains with Simplified, the part that people read first. */
export const SIMPLE_AGENT_FIELDS = ['name', 'language', 'greeting', 'call_link', 'id'] as const;

/** An agent with the link under which anyone can call it. */
export function withCallLink(agent: IDataObject): IDataObject {
	const { id } = agent;
	return typeof id === 'string' ? { ...agent, call_link: callLinkOf(id) } : agent;
}
