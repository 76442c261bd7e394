import { externalApiPicker } from '../../shared/locators';
import { deleteMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

/** Not `delete`, which is a reserved word. */
export const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete external API',
	description: 'Delete an external API permanently',
	fields: [externalApiPicker('The external API to delete')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'externalApiId');
		return [await deleteMember(context, itemIndex, 'external-apis', id)];
	},
};
