/** How much of a response an operation returns; n8n asks for it where a response has over ten fields. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { readParameters } from './parameters';

/** Raw is the default, so that workflows that were saved before keep their items. */
export const outputFields = (fields: readonly string[]): INodeProperties[] => [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Raw', value: 'raw', description: 'All fields' },
			{
				name: 'Selected Fields',
				value: 'fields',
				description: 'Only the fields that you select',
			},
			{
				name: 'Simplified',
				value: 'simple',
				description: 'Only the most important fields, which suits AI agents',
			},
		],
		default: 'raw',
		description: 'How much of the response to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		displayOptions: { show: { output: ['fields'] } },
		options: fields.map((field) => ({ name: field, value: field })),
		default: [],
		description: 'The fields to return',
	},
];

const outputParameter = z.withDefault(z.enum(['raw', 'simple', 'fields']), 'raw');

/** Also one name, or several with commas between, which is what an expression or an AI agent writes. */
const fieldsParameter = z.preprocess(
	(value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value),
	z.array(z.string()),
);

function pick(item: IDataObject, fields: readonly string[]): IDataObject {
	// What is odd about an item has to be seen in any case.
	const known = [...fields, 'issues'].filter((field) => Object.hasOwn(item, field));
	return Object.fromEntries(known.map((field) => [field, item[field]]));
}

/**
 * Reads the parameters of {@link outputFields} once, and returns what makes the output of an item.
 *
 * @param simple the fields of Simplified, in their order
 */
export function readOutput(
	context: IExecuteFunctions,
	itemIndex: number,
	simple: readonly string[],
): (item: IDataObject) => IDataObject {
	const { output } = readParameters(context, itemIndex, { output: outputParameter });
	if (output === 'raw') return (item) => item;
	if (output === 'simple') return (item) => pick(item, simple);
	const { fields } = readParameters(context, itemIndex, { fields: fieldsParameter });
	return (item) => pick(item, fields);
}
