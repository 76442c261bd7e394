import { knowledgeFilePicker } from '../../shared/locators';
import { deleteMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

/** Not `delete`, which is a reserved word. */
export const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete knowledge file',
	description: 'Delete a knowledge file permanently',
	fields: [knowledgeFilePicker('The knowledge file to delete')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'knowledgeFileId');
		return [await deleteMember(context, itemIndex, 'knowledge-files', id)];
	},
};
