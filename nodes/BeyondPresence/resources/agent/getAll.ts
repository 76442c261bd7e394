import { listCollection, listFields } from '../../shared/getMany';
import type { Operation } from '../../shared/operation';
import { withCallLink } from './callLink';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many agents',
	description: 'List the agents of your account with their call links',
	fields: listFields,
	async execute(context, itemIndex) {
		return (await listCollection(context, itemIndex, 'agents')).map(withCallLink);
	},
};
