import { agentPicker } from '../../../shared/locators';
import { deleteMember, readId } from '../../../shared/member';
import type { Operation } from '../../../shared/operation';

/** Not `delete`, which is a reserved word. */
export const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete agent',
	description: 'Delete an agent permanently',
	fields: [agentPicker('The agent to delete')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'agentId');
		return [await deleteMember(context, itemIndex, 'agents', id)];
	},
};
