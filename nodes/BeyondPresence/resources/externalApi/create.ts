import * as z from '../../../shared/schema';
import { furtherFields, onlyFurtherFields } from '../../shared/furtherFields';
import { createMember } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { readParameters, requiredText } from '../../shared/parameters';

const OPENAI_COMPATIBLE = 'openai_compatible_llm';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create external API',
	description:
		'Register an API of your own that agents can use, such as a language model, and get its ID',
	fields: [
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{
					name: 'ElevenLabs',
					value: 'elevenlabs',
					description: "Fields that this form lacks go into 'Further Fields (JSON)'",
				},
				{ name: 'OpenAI-Compatible LLM', value: OPENAI_COMPATIBLE },
			],
			default: OPENAI_COMPATIBLE,
			description: 'The kind of API',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. My LLM',
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			displayOptions: { show: { type: [OPENAI_COMPATIBLE] } },
			required: true,
			default: '',
			placeholder: 'e.g. https://llm.example.com/v1',
			description: 'The base URL of the API',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key with which Beyond Presence calls the API. It is never returned.',
		},
		onlyFurtherFields,
	],
	async execute(context, itemIndex) {
		const { type, name, apiKey, additionalFields } = readParameters(context, itemIndex, {
			type: requiredText,
			name: requiredText,
			apiKey: requiredText,
			additionalFields: z.object({ furtherFields }),
		});
		// The form has no URL for the other types, and n8n no value.
		const withUrl =
			type === OPENAI_COMPATIBLE ? readParameters(context, itemIndex, { url: requiredText }) : {};
		const known = { type, name, ...withUrl, api_key: apiKey };
		const body = { ...known, ...additionalFields.furtherFields };
		return [await createMember(context, itemIndex, 'external-apis', body)];
	},
};
