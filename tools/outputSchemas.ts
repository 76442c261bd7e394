/** The JSON schemas that n8n's editor shows for a node before it has run, made from the zod schemas. */
import * as z from 'zod/v4';
import {
	callEndedItem,
	callStartedItem,
	messageItem,
	otherItem,
} from '../nodes/BeyondPresenceTrigger/events';

interface OutputSchema {
	/** Below `dist/nodes`: where n8n looks for it. */
	file: string;
	schema: object;
}

/**
 * `string | null` as the one type that the editor's schema view reads, and without the words that
 * only a validator needs.
 */
function forEditor({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
	const [first, second] = jsonSchema.anyOf ?? [];
	if (typeof first === 'object' && typeof second === 'object' && second.type === 'null') {
		delete jsonSchema.anyOf;
		Object.assign(jsonSchema, { ...first, type: [first.type, 'null'] });
	}
	delete jsonSchema.additionalProperties;
	delete jsonSchema.propertyNames;
}

export function jsonSchemaOf(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
	return z.toJSONSchema(schema, {
		target: 'draft-7',
		io: 'output',
		unrepresentable: 'any',
		override: forEditor,
	});
}

/** The fields of all outputs in one schema, because the editor knows one for each node. */
function triggerSchema(): object {
	const outputs = [callStartedItem, messageItem, callEndedItem, otherItem].map(jsonSchemaOf);
	const properties = Object.assign({}, ...outputs.map((schema) => schema.properties));
	return {
		$schema: 'http://json-schema.org/draft-07/schema#',
		type: 'object',
		properties: { ...properties, event_type: { type: 'string', description: 'The kind of event' } },
		required: ['event_type', 'call_id'],
	};
}

export function outputSchemas(): OutputSchema[] {
	const schema = triggerSchema();
	return ['v1.1.0.json', 'v1.1.0/output.json'].map((name) => ({
		file: `BeyondPresenceTrigger/__schema__/${name}`,
		schema,
	}));
}
