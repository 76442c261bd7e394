import type { INodeProperties } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { isJsonObject } from '../../../shared/jsonObject';
import { asRecord, text, uniqueNames } from '../../shared/parameters';

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

/** An expression that returns null or nothing for a value means that the tag is not set. */
const withValue = (tags: unknown): unknown =>
	Array.isArray(tags)
		? tags.filter((tag: unknown) => !isJsonObject(tag) || (tag.value ?? null) !== null)
		: tags;

/** The tags as the API expects them, an object of strings. */
export const tagsSchema = z.converted(
	z.object({
		tag: z.withDefault(
			z.preprocess(
				withValue,
				z
					.array(z.object({ name: text(30), value: text(100) }))
					.check(z.maxLength(MAX_TAGS, `must be at most ${MAX_TAGS}`), uniqueNames()),
			),
			[],
		),
	}),
	({ tag }) => asRecord(tag),
);
