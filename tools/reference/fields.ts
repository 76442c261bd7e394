/** A zod schema of an item as a table: each field with its type, meaning and place in the payload. */
import { placesOf, valueOf } from '../../nodes/shared/fields/reader';
import { time } from '../../nodes/shared/fields/values';
import * as z from '../../nodes/shared/schema';
import { jsonSchemaOf, type EditorSchema } from '../../build/outputSchemas';
import { table } from '../../test/support/cli/markdown';
import { code } from './markdown';

/** One kind of payload that an item is made of. */
export interface Source {
	/** The head of its column. */
	title: string;
	schema: z.ZodMiniObject;
	/** The fields that earlier events of the call fill in. */
	recalled: ReadonlySet<string>;
}

const WORDS: Record<string, string> = {
	string: 'string',
	number: 'number',
	object: 'object',
	array: 'array',
};

const typesOf = ({ type }: EditorSchema) => [type ?? []].flat();

const isTime = (schema: z.ZodMiniType) => valueOf(schema) === time;

function typeOf(schema: z.ZodMiniType, { const: fixed, items, ...editor }: EditorSchema): string {
	if (fixed !== undefined) return code(JSON.stringify(fixed));
	if (isTime(schema)) return 'time';
	const [name = ''] = typesOf(editor).filter((type) => type !== 'null');
	const word = WORDS[name];
	if (word === undefined) throw new Error(`A field has the type "${name}", which has no word yet.`);
	const [element = ''] = items ? typesOf(items) : [];
	return items ? `${word} of ${WORDS[element]}s` : word;
}

/** What is made of other fields than those it is named after. */
const MADE_OF: Record<string, string> = {
	transcript: code('messages'),
	payload: 'the whole body',
	extra: 'the rest of the body',
	issues: 'what could not be read',
};

function placeOf(name: string, { schema, recalled }: Source): string {
	const field = schema.shape[name];
	const places = field instanceof z.ZodMiniType ? placesOf(field) : undefined;
	const from = places ? places.map(code).join(', ') : MADE_OF[name];
	if (from === undefined) throw new Error(`Nothing says where "${name}" comes from.`);
	return recalled.has(name) ? `${from}, or earlier events of the call` : from;
}

/** @param sources none where the fields do not come from a webhook */
export function fieldsTable(item: z.ZodMiniObject, sources: Source[] = []): string {
	const { properties = {} } = jsonSchemaOf(item);
	const rows = Object.entries(item.shape as Record<string, z.ZodMiniType>).map(([name, schema]) => {
		const editor = properties[name] ?? {};
		const isNullable = typesOf(editor).includes('null');
		return [
			code(name),
			typeOf(schema, editor),
			schema instanceof z.ZodMiniOptional ? 'left out' : isNullable ? 'null' : 'no',
			editor.description ?? '',
			...sources.map((source) => placeOf(name, source)),
		];
	});
	const titles = sources.map(({ title }) => title);
	return table(['Field', 'Type', 'May be missing', 'Meaning', ...titles], rows);
}
