import { knowledgeFilePicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get knowledge file',
	description: 'Retrieve a knowledge file with its text, once it is available',
	fields: [knowledgeFilePicker('The knowledge file to get')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'knowledgeFileId');
		return [await getMember(context, itemIndex, 'knowledge-files', id)];
	},
};
