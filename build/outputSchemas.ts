/** The JSON schemas that n8n's editor shows for a node before it has run, from the zod schemas. */
import * as z from 'zod/v4';
import { callDetails } from '../nodes/shared/calls/callDetails';
import { callFacts, exchange } from '../nodes/shared/calls/conversation';
import {
	callEndedItem,
	callStartedItem,
	messageItem,
	otherItem,
} from '../nodes/shared/events/items';
import { operationOutputs } from './operationOutputs';

interface OutputSchema {
	/** Below `dist/nodes`: where n8n looks for it. */
	file: string;
	schema: object;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A schema with the few keywords that n8n's editor reads. */
export interface EditorSchema {
	type?: string | string[];
	description?: string;
	const?: unknown;
	properties?: Record<string, EditorSchema>;
	required?: string[];
	items?: EditorSchema;
}

/** `string | null` becomes one type, as the editor's schema view expects it. */
function forEditor({ anyOf, type, properties, items, ...words }: JsonSchema): EditorSchema {
	const { description, required } = words;
	const schema: EditorSchema = {
		...(type && { type }),
		...(description && { description }),
		...('const' in words && { const: words.const }),
		...(required && { required }),
	};
	const [first, second] = anyOf ?? [];
	if (first && second?.type === 'null') {
		const inner = forEditor(first);
		return { ...inner, ...schema, type: [inner.type ?? [], 'null'].flat() };
	}
	if (properties) {
		schema.properties = {};
		for (const [name, property] of Object.entries(properties)) {
			if (typeof property === 'object') schema.properties[name] = forEditor(property);
		}
	}
	if (typeof items === 'object' && !Array.isArray(items)) schema.items = forEditor(items);
	return schema;
}

export function jsonSchemaOf(schema: z.core.$ZodType): EditorSchema {
	return forEditor(
		z.toJSONSchema(schema, { target: 'draft-7', io: 'output', unrepresentable: 'any' }),
	);
}

/** The keys that the options of the triggers add. */
const additions = () => ({
	call: jsonSchemaOf(callDetails),
	facts: jsonSchemaOf(callFacts),
	exchanges: jsonSchemaOf(z.array(exchange)),
});

/** The fields of all items in one schema, because the editor reads one for each node. */
function triggerSchema(): object {
	const outputs = [callStartedItem, messageItem, callEndedItem, otherItem].map(jsonSchemaOf);
	const properties = Object.assign({}, ...outputs.map((schema) => schema.properties));
	return {
		$schema: 'http://json-schema.org/draft-07/schema#',
		type: 'object',
		properties: {
			...properties,
			event_type: { type: 'string', description: 'The kind of event' },
			...additions(),
		},
		required: ['event_type', 'call_id'],
	};
}

const schemaOf = (item: z.core.$ZodType): object => ({
	$schema: 'http://json-schema.org/draft-07/schema#',
	...jsonSchemaOf(item),
});

/** One for each operation of the action node, where n8n looks for it by their values. */
const actionSchemas = (): OutputSchema[] =>
	Object.entries(operationOutputs).flatMap(([resource, operations]) =>
		Object.entries(operations).map(([operation, item]) => ({
			file: `BeyondPresence/__schema__/v1.0.0/${resource}/${operation}.json`,
			schema: schemaOf(item),
		})),
	);

export function outputSchemas(): OutputSchema[] {
	const trigger = triggerSchema();
	const polled = jsonSchemaOf(callEndedItem);
	const pollTrigger = {
		$schema: 'http://json-schema.org/draft-07/schema#',
		...{ ...polled, properties: { ...polled.properties, ...additions() } },
	};
	return [
		{ file: 'BeyondPresenceTrigger/__schema__/v1.1.0.json', schema: trigger },
		{ file: 'BeyondPresenceTrigger/__schema__/v1.1.0/output.json', schema: trigger },
		{ file: 'BeyondPresencePollTrigger/__schema__/v1.0.0.json', schema: pollTrigger },
		{ file: 'BeyondPresencePollTrigger/__schema__/v1.0.0/output.json', schema: pollTrigger },
		...actionSchemas(),
	];
}
