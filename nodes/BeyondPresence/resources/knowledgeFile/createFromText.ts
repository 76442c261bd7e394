import type { Operation } from '../../shared/operation';
import { readParameters } from '../../shared/parameters';
import { contentSchema, createTextFile, nameSchema } from './textFile';

export const createFromText: Operation = {
	name: 'Create From Text',
	value: 'createFromText',
	action: 'Create a knowledge file from text',
	description: 'Create a knowledge file from a text in a field',
	fields: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Opening hours',
			description: 'The name of the knowledge file. At most 100 characters.',
		},
		{
			displayName: 'Content',
			name: 'content',
			type: 'string',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			description: 'What the agent can refer to. At most 100,000 characters.',
		},
	],
	async execute(context, itemIndex) {
		const { name, content } = readParameters(context, itemIndex, {
			name: nameSchema,
			content: contentSchema,
		});
		return [await createTextFile(context, itemIndex, name, content)];
	},
};
