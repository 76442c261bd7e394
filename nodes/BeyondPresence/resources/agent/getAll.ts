import { listCollection, listFields } from '../../shared/getMany';
import type { Operation } from '../../shared/operation';
import { outputFields, readOutput } from '../../shared/output';
import { AGENT_FIELDS, SIMPLE_AGENT_FIELDS, withCallLink } from './fields/item';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many agents',
	description: 'List the agents of your account with their call links',
	fields: [...listFields, ...outputFields(AGENT_FIELDS)],
	async execute(context, itemIndex) {
		const output = readOutput(context, itemIndex, SIMPLE_AGENT_FIELDS);
		const agents = await listCollection(context, itemIndex, 'agents');
		return agents.map((agent) => output(withCallLink(agent)));
	},
};
