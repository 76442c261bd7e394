import { agentPicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { outputFields, readOutput } from '../../shared/output';
import { AGENT_FIELDS, SIMPLE_AGENT_FIELDS, withCallLink } from './fields/item';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get agent',
	description: 'Retrieve an agent with its call link',
	fields: [agentPicker('The agent to get'), ...outputFields(AGENT_FIELDS)],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'agentId');
		const output = readOutput(context, itemIndex, SIMPLE_AGENT_FIELDS);
		return [output(withCallLink(await getMember(context, itemIndex, 'agents', id)))];
	},
};
