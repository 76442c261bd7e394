import { agentPicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { withCallLink } from './callLink';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get an agent',
	description: 'Retrieve an agent with its call link',
	fields: [agentPicker('The agent to get')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'agentId');
		return [withCallLink(await getMember(context, itemIndex, 'agents', id))];
	},
};
