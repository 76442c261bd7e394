/**
 * A JSON schema in few words, so that the published document, the committed snapshot of it and the
 * schemas of the fake API can be compared and read: `{"name": "string 1..100", "greeting?": [...]}`.
 */
import * as z from 'zod/v4';

/** A scalar in words, the fields of an object (`?` marks optional ones), a list, or alternatives. */
export type Compact =
	string | { [field: string]: Compact } | { listOf: Compact } | { oneOf: Compact[] };

const schemaNode = z.looseObject({
	$ref: z.string().optional(),
	type: z.string().optional(),
	const: z.unknown().optional(),
	enum: z.array(z.unknown()).optional(),
	anyOf: z.array(z.unknown()).optional(),
	oneOf: z.array(z.unknown()).optional(),
	properties: z.record(z.string(), z.unknown()).optional(),
	additionalProperties: z.unknown().optional(),
	required: z.array(z.string()).optional(),
	items: z.unknown().optional(),
	minLength: z.number().optional(),
	maxLength: z.number().optional(),
	minimum: z.number().optional(),
	exclusiveMinimum: z.number().optional(),
	maximum: z.number().optional(),
});
type SchemaNode = z.infer<typeof schemaNode>;

/** Bounds at the ends of what a number can hold are none. */
const bound = (value: number | undefined): string =>
	value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? '' : String(value);

function scalar(node: SchemaNode): string {
	const type = node.type ?? 'any';
	const { minLength, maxLength, minimum, exclusiveMinimum, maximum } = node;
	const [least, most] =
		type === 'string'
			? [bound(minLength), bound(maxLength)]
			: [
					minimum === undefined && exclusiveMinimum !== undefined
						? `>${exclusiveMinimum}`
						: bound(minimum),
					bound(maximum),
				];
	return least === '' && most === '' ? type : `${type} ${least}..${most}`;
}

const isUnion = (each: Compact): each is { oneOf: Compact[] } =>
	typeof each === 'object' && 'oneOf' in each && Array.isArray(each.oneOf);

function alternatives(nodes: unknown[], find: (ref: string) => unknown): Compact {
	const all = nodes
		.map((node) => compact(node, find))
		.flatMap((each) => (isUnion(each) ? each.oneOf : [each]))
		.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
	const [first] = all;
	return all.length === 1 && first !== undefined ? first : { oneOf: all };
}

/** @param find the schema that a `$ref` points to */
export function compact(schema: unknown, find: (ref: string) => unknown): Compact {
	const node = schemaNode.parse(schema);
	if (node.$ref !== undefined) return compact(find(node.$ref), find);
	if ('const' in node) return `"${String(node.const)}"`;
	if (node.enum) return node.enum.map((value) => `"${String(value)}"`).join(' ');
	const union = node.anyOf ?? node.oneOf;
	if (union) return alternatives(union, find);
	if (node.type === 'array') return { listOf: compact(node.items ?? {}, find) };
	if (!node.properties) {
		const { additionalProperties: values } = node;
		const hasValues = node.type === 'object' && typeof values === 'object' && values !== null;
		return hasValues ? { '*': compact(values, find) } : scalar(node);
	}
	const fields = Object.entries(node.properties).map(([name, field]) => [
		node.required?.includes(name) ? name : `${name}?`,
		compact(field, find),
	]);
	return Object.fromEntries(
		fields.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
	);
}

/** The fields of a response; of a list, those of its entries. Alternatives have all fields of each. */
function responseFields(schema: unknown, find: (ref: string) => unknown): string[] {
	const node = schemaNode.parse(schema);
	if (node.$ref !== undefined) return responseFields(find(node.$ref), find);
	const inside = node.anyOf ?? node.oneOf ?? (node.items === undefined ? [] : [node.items]);
	const list = node.properties?.data;
	if (list !== undefined) inside.push(list);
	const own = list === undefined ? Object.keys(node.properties ?? {}) : [];
	return [...new Set([...own, ...inside.flatMap((each) => responseFields(each, find))])].sort();
}

/** What an operation accepts, and the names of the fields that it returns. */
export type CompactOperation = { query?: string[]; body?: Compact; response?: string[] };

const media = z
	.object({ 'application/json': z.object({ schema: z.unknown() }) })
	.optional()
	.catch(undefined);
const openApi = z.object({
	paths: z.record(
		z.string(),
		z.record(
			z.string(),
			z.looseObject({
				parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).default([]),
				requestBody: z.object({ content: media }).optional(),
				responses: z.record(z.string(), z.object({ content: media })).default({}),
			}),
		),
	),
	components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** An OpenAPI document by operation, such as `GET /v1/agents`. */
export function compactDocument(document: unknown): Record<string, CompactOperation> {
	const { paths, components } = openApi.parse(document);
	const find = (ref: string): unknown => components.schemas[ref.split('/').at(-1) ?? ''];
	const operations = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => {
			const query = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
			const body = requestBody?.content?.['application/json'].schema;
			const success = Object.entries(responses).find(([status]) => status.startsWith('2'));
			const response = success?.[1].content?.['application/json'].schema;
			const operation: CompactOperation = {
				...(query.length > 0 && { query: query.sort() }),
				...(body !== undefined && { body: compact(body, find) }),
				...(response !== undefined && { response: responseFields(response, find) }),
			};
			return [`${method.toUpperCase()} ${path}`, operation] as const;
		}),
	);
	return Object.fromEntries(operations.sort(([one], [other]) => (one < other ? -1 : 1)));
}
