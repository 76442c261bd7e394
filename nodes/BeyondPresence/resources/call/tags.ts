import type { INodeProperties } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { text } from '../../shared/parameters';

/** The API takes at most this many tags for a call. */
const MAX_TAGS = 10;

export const tagsField: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: 'Add Tag',
		maxAllowedFields: MAX_TAGS,
	},
	default: {},
	placeholder: 'Add Tag',
	description: 'Your own notes on the call, at most 10, by which you can tell it later',
	options: [
		{
			displayName: 'Tag',
			name: 'tag',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. campaign',
					description: 'At most 30 characters',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. spring',
					description: 'At most 100 characters',
				},
			],
		},
	],
};

/** The tags as the API wants them, an object of texts. */
export const tagsSchema = z.converted(
	z.object({
		tag: z.withDefault(
			z
				.array(z.object({ name: text(30), value: text(100) }))
				.check(z.maxLength(MAX_TAGS, `must be at most ${MAX_TAGS}`)),
			[],
		),
	}),
	({ tag }) => Object.fromEntries(tag.map(({ name, value }) => [name, value])),
);
