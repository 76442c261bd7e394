import { listCollection, listFields } from '../../shared/getMany';
import type { Operation } from '../../shared/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many calls',
	description: 'List the calls (conversations) of all agents, most recent first',
	fields: listFields,
	async execute(context, itemIndex) {
		return await listCollection(context, itemIndex, 'conversations');
	},
};
