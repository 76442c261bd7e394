import type { INodeProperties } from 'n8n-workflow';
import { isJsonObject } from '../../../../shared/fields/jsonObject';
import * as z from '../../../../shared/schema';
import { haveUniqueNames, requiredText } from '../../../shared/parameters';

/** More rows than this are refused; each is looked up in texts of at most 10,000 characters. */
const MAX_VARIABLES = 1_000;

export const variablesField: INodeProperties = {
	displayName: 'Variables',
	name: 'variables',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Variable' },
	default: {},
	placeholder: 'Add Variable',
	description:
		'The values for {{name}} in the system prompt and the greeting of the template. Each variable of the template needs a value, and each value a variable; a value may be empty.',
	options: [
		{
			displayName: 'Variable',
			name: 'variable',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. candidate',
					description: 'The name between the braces in the template, without the braces',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. Dana Whitfield',
					description: 'The text that replaces the variable; braces in it stay as they are',
				},
			],
		},
	],
};

/** A value may be empty, and an expression may return a number or a boolean. */
const valueSchema = z.preprocess(
	(value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
	z.string({ error: ({ input }) => `must be a string, got ${z.inWords(input)}` }),
);

const nameSchema = z.preprocess(
	(name) => (typeof name === 'string' ? name.trim() : name),
	requiredText,
);

/** Not `setRows`, which takes objects for values of pickers. */
const isSet = (row: unknown): boolean => !isJsonObject(row) || (row.value ?? null) !== null;

const setRows = z.preprocess(
	(rows) => (Array.isArray(rows) ? rows.filter(isSet) : rows),
	z.optional(z.array(z.object({ name: nameSchema, value: valueSchema }))),
);

const rowsSchema = setRows.check(
	z.refine((rows = []) => rows.length <= MAX_VARIABLES, `must be at most ${MAX_VARIABLES}`),
	z.refine(haveUniqueNames, 'must not have the same name twice'),
);

/** The variables of the form by name, in their order; a row whose value is null is not set. */
export const variablesSchema = z.converted(
	z.withDefault(z.object({ variable: rowsSchema }), {}),
	({ variable = [] }): ReadonlyMap<string, string> =>
		new Map(variable.map(({ name, value }) => [name, value])),
);
