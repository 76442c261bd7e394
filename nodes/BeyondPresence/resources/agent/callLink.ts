import type { IDataObject } from 'n8n-workflow';
import { callLinkOf } from '../../../shared/api/callLink';

/** An agent with the link under which anyone can call it. */
export function withCallLink(agent: IDataObject): IDataObject {
	const { id } = agent;
	return typeof id === 'string' ? { ...agent, call_link: callLinkOf(id) } : agent;
}
