import * as z from '../../../shared/schema';
import { furtherFields, onlyFurtherFields } from '../../shared/furtherFields';
import type { Operation } from '../../shared/operation';
import { readParameters } from '../../shared/parameters';
import { contentSchema, createTextFile, nameSchema } from './textFile';

export const createFromText: Operation = {
	name: 'Create From Text',
	value: 'createFromText',
	action: 'Create knowledge file from text',
	description: 'Create a knowledge file, which agents can refer to, from text',
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
			description: 'The text that agents can refer to. At most 100,000 characters.',
		},
		onlyFurtherFields,
	],
	async execute(context, itemIndex) {
		const { name, content, additionalFields } = readParameters(context, itemIndex, {
			name: nameSchema,
			content: contentSchema,
			additionalFields: z.object({ furtherFields }),
		});
		const { furtherFields: further } = additionalFields;
		return [await createTextFile(context, itemIndex, name, content, further)];
	},
};
