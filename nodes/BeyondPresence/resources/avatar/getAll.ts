import { listCollection, listFields } from '../../shared/getMany';
import type { Operation } from '../../shared/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many avatars',
	description: 'List the avatars that you can use, your own and the public ones',
	fields: listFields,
	async execute(context, itemIndex) {
		return await listCollection(context, itemIndex, 'avatars');
	},
};
