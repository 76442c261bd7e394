import { listCollection, listFields } from '../../shared/getMany';
import type { Operation } from '../../shared/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many sessions',
	description: 'List the speech-to-video sessions of your account',
	fields: listFields,
	async execute(context, itemIndex) {
		return await listCollection(context, itemIndex, 'sessions');
	},
};
