import type { INodeProperties } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { asRecord, haveUniqueNames, setRows, text } from '../../shared/parameters';

/** The API accepts at most this many tags for a call. */
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
	description:
		'Up to 10 names and values of your own, returned with the call. A tag whose value is null is not set.',
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

const tagRows = setRows('value', z.object({ name: text(30), value: text(100) })).check(
	z.refine((tags = []) => tags.length <= MAX_TAGS, `must be at most ${MAX_TAGS}`),
	z.refine(haveUniqueNames, 'must not have the same name twice'),
);

/** The tags as the API expects them, an object of strings. */
export const tagsSchema = z.converted(z.object({ tag: tagRows }), ({ tag }) =>
	tag === undefined ? undefined : asRecord(tag),
);
