import { callApiForObject } from '../../../shared/api/answers';
import { collectionPath } from '../../../shared/api/paths';
import type { Operation } from '../../shared/operation';
import { readParameters, requiredText } from '../../shared/parameters';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create an external API',
	description: 'Register an API of your own that agents can use as their language model',
	fields: [
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [{ name: 'OpenAI-Compatible LLM', value: 'openai_compatible_llm' }],
			default: 'openai_compatible_llm',
			description: 'What the API offers',
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
			description: 'The key with which Beyond Presence calls the API. It is never given out again.',
		},
	],
	async execute(context, itemIndex) {
		const { type, name, url, apiKey } = readParameters(context, itemIndex, {
			type: requiredText,
			name: requiredText,
			url: requiredText,
			apiKey: requiredText,
		});
		const body = { type, name, url, api_key: apiKey };
		const path = collectionPath('external-apis');
		return [await callApiForObject(context, { method: 'POST', path, body, itemIndex })];
	},
};
