/** Fields of the API that this package does not know, given as JSON and merged last. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { isJsonObject } from '../../shared/fields/jsonObject';

/** A longer one is not parsed; the API accepts no field of this length. */
const LONGEST_JSON = 1_000_000;

export const furtherFieldsField: INodeProperties = {
	displayName: 'Further Fields (JSON)',
	name: 'furtherFields',
	type: 'json',
	typeOptions: { rows: 4 },
	default: '{}',
	placeholder: 'e.g. {"new_field": "value"}',
	description:
		'Fields of the Beyond Presence API that this form lacks, as a JSON object. They replace fields of the same name.',
};

/** For an operation without other optional fields. */
export const onlyFurtherFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [furtherFieldsField],
};

function parse(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return {};
	if (value.length > LONGEST_JSON) return value;
	try {
		const parsed: unknown = JSON.parse(value);
		return parsed;
	} catch {
		return value;
	}
}

const words = (input: unknown): string =>
	typeof input === 'string' ? 'text that is not JSON' : z.inWords(input);

/** The parameter as an object, which may come as text or, by an expression, as an object. */
export const furtherFields = z.withDefault(
	z.preprocess(
		parse,
		z.custom<IDataObject>(isJsonObject, {
			error: ({ input }) =>
				`must be a JSON object such as {"new_field": "value"}, got ${words(input)}`,
		}),
	),
	{},
);
