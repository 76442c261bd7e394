import { listCollection, listFields } from '../../shared/getMany';
import type { Operation } from '../../shared/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many sessions',
	description: 'List the sessions of your account, in which avatars speak in rooms of your own',
	fields: listFields,
	async execute(context, itemIndex) {
		return await listCollection(context, itemIndex, 'sessions');
	},
};
