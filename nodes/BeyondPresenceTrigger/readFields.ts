/**
 * Reads the fields of a zod schema out of a payload that may be odd in any place, without throwing,
 * inventing or losing anything. Where each field is looked for stands beside its schema, in `places`.
 */
import * as z from 'zod/v4';
import { boundNesting } from './nesting';
import { isJsonObject, put, shown, type JsonObject, type JsonValue } from './values';

type Place = {
	/** Where the value may stand, most trusted first: "agent_id" or "call_data.agentId". */
	from: readonly string[];
	/** For a list of objects: reads one of them. */
	each?: (element: JsonObject) => Reading;
};

/** Where in a payload the value of a schema is looked for. */
const places = new WeakMap<z.ZodType, Place>();

/** What is left of a payload once the item has taken its part, and what was wrong with it. */
export interface Leftover {
	/** What the item does not carry, in its original place and spelling. */
	extra?: JsonObject;
	/** One sentence for each field that was not what it should be. */
	issues?: string[];
}

export interface Reading<Fields = unknown> {
	fields: Fields;
	/** The fields that were there and could not be read. */
	wrong: readonly string[];
	leftover: Leftover;
}

/** A schema, with the places where a payload may hold its value. */
export function placed<Schema extends z.ZodType>(schema: Schema, place: Place): Schema {
	places.set(schema, place);
	return schema;
}

/** A field that may be null, with its description and the places where a payload may hold it. */
export function field<Schema extends z.ZodType>(
	schema: Schema,
	description: string,
	...from: string[]
): z.ZodNullable<Schema> {
	return placed(schema.nullable().describe(description), { from });
}

/** A list of objects: each is read by itself, so that one odd element spoils no other. */
export function listField<Shape extends z.ZodRawShape>(
	element: z.ZodObject<Shape>,
	description: string,
	from: string,
): z.ZodArray<z.ZodObject<Shape>> {
	const list = z.array(element).describe(description);
	return placed(list, { from: [from], each: reader(element) });
}

type Read = { value: unknown; rest?: JsonValue; issues: string[] } | { wrong: string };

function readList(list: unknown, each: (element: JsonObject) => Reading): Read {
	if (!Array.isArray(list)) return { wrong: 'expected a list' };
	const issues: string[] = [];
	const rest: object[] = [];
	const value = list.map((element: unknown, index) => {
		const reading = each(isJsonObject(element) ? element : {});
		if (isJsonObject(element)) {
			if (reading.leftover.extra) rest[index] = reading.leftover.extra;
		} else if (element !== null && element !== undefined) {
			rest[index] = element;
			issues.push(`[${index}]: expected an object, got ${shown(element)}`);
		}
		for (const issue of reading.leftover.issues ?? []) issues.push(`[${index}].${issue}`);
		return reading.fields;
	});
	if (rest.length === 0) return { value, issues };
	return { value, issues, rest: Array.from(rest, (left) => (left === undefined ? {} : left)) };
}

function readValue(schema: z.ZodType, place: Place, raw: unknown): Read {
	if (place.each) return readList(raw, place.each);
	const parsed = schema.safeParse(raw);
	if (parsed.success) return { value: parsed.data, issues: [] };
	return { wrong: parsed.error.issues[0]?.message ?? 'not expected here' };
}

const own = (object: JsonObject, key: string) =>
	Object.hasOwn(object, key) ? object[key] : undefined;

/**
 * Makes the function that reads one kind of payload. It looks at every place of every field: the
 * first readable value wins, the same value in a later place counts as carried, and whatever differs
 * or cannot be read stays in `extra`.
 */
export function reader<Schema extends z.ZodObject>(
	schema: Schema,
): (payload: JsonObject) => Reading<z.infer<Schema>> {
	const fields = Object.entries<z.ZodType>(schema.shape).flatMap(([name, type]) => {
		const place = places.get(type);
		const paths = place?.from.map((path) => path.split('.'));
		return place && paths ? [{ name, type, place, paths }] : [];
	});
	const containers = new Set(
		fields.flatMap(({ paths }) => paths.flatMap((path) => (path.length > 1 ? path[0] : []) ?? [])),
	);

	return (payload) => {
		const values: Record<string, unknown> = {};
		const wrong: string[] = [];
		const issues: string[] = [];
		/** For each object: the keys that the item carries, with what is left over inside them. */
		const taken = new Map<JsonObject, Map<string, JsonValue>>();
		const take = (holder: JsonObject, key: string, rest?: JsonValue) => {
			const keys = taken.get(holder);
			if (keys) keys.set(key, rest);
			else taken.set(holder, new Map([[key, rest]]));
		};

		for (const { name, type, place, paths } of fields) {
			let value: unknown = place.each ? [] : null;
			let found = false;
			for (const path of paths) {
				const [first = '', second] = path;
				const outer = second === undefined ? payload : own(payload, first);
				const key = second ?? first;
				if (!isJsonObject(outer) || !Object.hasOwn(outer, key)) continue;
				const raw = outer[key];
				if (raw === null) take(outer, key);
				else if (second === undefined && containers.has(first) && isJsonObject(raw)) continue;
				else {
					const result = readValue(type, place, raw);
					if ('wrong' in result) {
						issues.push(`${path.join('.')}: ${result.wrong}, got ${shown(raw)}`);
						if (!wrong.includes(name)) wrong.push(name);
					} else if (!found) {
						found = true;
						value = result.value;
						take(outer, key, result.rest);
						for (const issue of result.issues) issues.push(`${path.join('.')}${issue}`);
					} else if (result.value === value) take(outer, key);
				}
			}
			values[name] = value;
		}

		const extra: JsonObject = {};
		for (const key of Object.keys(payload)) {
			const raw = payload[key];
			const carried = taken.get(payload);
			if (carried?.has(key)) {
				const rest = carried.get(key);
				if (rest !== undefined) put(extra, key, rest);
			} else if (!containers.has(key)) put(extra, key, raw);
			else if (isJsonObject(raw)) {
				const rest = Object.entries(raw).filter(([inner]) => !taken.get(raw)?.has(inner));
				if (rest.length > 0) put(extra, key, Object.fromEntries(rest));
			} else if (raw !== null) {
				const known = fields.some(({ paths }) => paths.some(([one, two]) => one === key && !two));
				if (!known) issues.push(`${key}: expected an object, got ${shown(raw)}`);
				put(extra, key, raw);
			}
		}

		const leftover: Leftover = {};
		const { bounded, issues: nesting } = boundNesting(extra);
		issues.push(...nesting);
		if (Object.keys(extra).length > 0) leftover.extra = bounded;
		if (issues.length > 0) leftover.issues = issues;
		// Every value above came out of the schema of its field, or is the null that each allows.
		return { fields: values as z.infer<Schema>, wrong, leftover };
	};
}
