import type { INodeProperties } from 'n8n-workflow';
import * as z from '../../../../shared/schema';
import { externalApiPicker } from '../../../shared/locators';
import {
	asRecord,
	haveUniqueNames,
	number,
	optionalText,
	pickedId,
	requiredText,
	setRows,
} from '../../../shared/parameters';
import { chosenProvider, providerField } from './providerField';

const onlyFor = (...types: string[]): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { type: types } },
});

/** The language model of an agent, as a group of fields inside a collection. */
export const llmField = providerField(
	{
		displayName: 'Language Model (LLM)',
		name: 'llm',
		description: 'The language model that writes what the agent says',
	},
	[
		{
			displayName: 'Provider',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Default of Beyond Presence', value: 'default' },
				{ name: 'LiveKit Inference', value: 'livekit' },
				{ name: 'OpenAI', value: 'openai' },
				{
					name: 'OpenAI-Compatible API',
					value: 'openai_compatible',
					description: 'A model behind an External API of your account',
				},
			],
			default: 'openai',
		},
		{
			displayName: 'Model',
			name: 'openaiModel',
			type: 'options',
			...onlyFor('openai'),
			options: [
				{ name: 'GPT-4.1', value: 'gpt-4.1' },
				{ name: 'GPT-4.1 Mini', value: 'gpt-4.1-mini' },
			],
			default: 'gpt-4.1-mini',
		},
		{ ...externalApiPicker('The API that serves the model'), ...onlyFor('openai_compatible') },
		{
			displayName: 'Model',
			name: 'model',
			type: 'string',
			...onlyFor('livekit', 'openai_compatible'),
			default: '',
			required: true,
			placeholder: 'e.g. gpt-4o-mini',
			description: 'The name of the model, as its provider writes it',
		},
		{
			displayName: 'Reasoning Effort',
			name: 'reasoningEffort',
			type: 'options',
			...onlyFor('livekit'),
			options: [
				{ name: 'Default of the Model', value: '' },
				{ name: 'Extra High', value: 'xhigh' },
				{ name: 'High', value: 'high' },
				{ name: 'Low', value: 'low' },
				{ name: 'Medium', value: 'medium' },
			],
			default: '',
		},
		{
			displayName: 'Temperature',
			name: 'temperature',
			type: 'number',
			...onlyFor('openai_compatible'),
			typeOptions: { numberPrecision: 2, minValue: 0 },
			default: 0.7,
			description: 'How varied the responses are; 0 is the most predictable',
		},
		{
			displayName: 'Headers',
			name: 'headers',
			type: 'fixedCollection',
			...onlyFor('openai_compatible'),
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Header',
			description: 'Extra headers for the requests that Beyond Presence sends to the API',
			options: [
				{
					displayName: 'Header',
					name: 'header',
					values: [
						{ displayName: 'Name', name: 'name', type: 'string', default: '' },
						{ displayName: 'Value', name: 'value', type: 'string', default: '' },
					],
				},
			],
		},
	],
);

const headerRows = setRows('value', z.object({ name: requiredText, value: z.string() })).check(
	z.refine(haveUniqueNames, 'must not have the same name twice'),
);

const headersSchema = z.converted(
	z.withDefault(z.object({ header: headerRows }), { header: [] }),
	({ header = [] }) => asRecord(header),
);

const settingsSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('default') }),
	z.object({
		type: z.literal('livekit'),
		model: requiredText,
		reasoningEffort: optionalText,
	}),
	z.object({ type: z.literal('openai'), openaiModel: z.withDefault(requiredText, 'gpt-4.1-mini') }),
	z.object({
		type: z.literal('openai_compatible'),
		externalApiId: pickedId,
		model: requiredText,
		temperature: z.withDefault(number, 0.7),
		headers: headersSchema,
	}),
]);

function toApi(settings: z.infer<typeof settingsSchema>) {
	switch (settings.type) {
		case 'default':
			return null;
		case 'livekit': {
			const { type, model, reasoningEffort } = settings;
			return { type, model, reasoning_effort: reasoningEffort };
		}
		case 'openai':
			return { type: settings.type, model: settings.openaiModel };
		case 'openai_compatible': {
			const { type, externalApiId, model, temperature, headers } = settings;
			const hasHeaders = Object.keys(headers).length > 0;
			return { type, api_id: externalApiId, model, temperature, ...(hasHeaders && { headers }) };
		}
	}
}

/** The group of fields as the API expects it; `null` restores the API's default. */
export const llmSchema = z.converted(
	chosenProvider(settingsSchema),
	({ settings }) => settings && toApi(settings),
);
