/**
 * Reads the fields of a zod schema out of a payload that may be odd in any place, without throwing,
 * inventing or losing anything. Where each field is looked for stands beside its schema, in `places`.
 */
import * as z from '../schema';
import { isJsonObject, type JsonObject } from '../jsonObject';
import { boundNesting } from './nesting';
import { put, shown, type JsonValue } from './values';

type Place = {
	/** Where the value may stand, most trusted first: "agent_id" or "call_data.agentId". */
	from: readonly string[];
	/** For a list of objects. */
	list?: ListReading;
};

interface ListReading {
	/** Reads the whole list where all of it is as documented; it is then given back without a rest. */
	atOnce: (list: unknown[]) => unknown[] | undefined;
	/** Reads one element, however odd. */
	each: (element: JsonObject) => Reading;
}

/** Where in a payload the value of a schema is looked for. */
const places = new WeakMap<z.ZodMiniType, Place>();

/** The places of a schema made by `placed`, most trusted first; undefined for one that is looked for nowhere. */
export const placesOf = (schema: z.ZodMiniType): readonly string[] | undefined =>
	places.get(schema)?.from;

/** What is left of a payload once the item has taken its part, and what was wrong with it. */
interface Leftover {
	/** What the item does not carry, in its original place and spelling. */
	extra?: JsonObject;
	/** One sentence for each field that was not what it should be. */
	issues?: string[];
}

interface Reading<Fields = unknown> {
	fields: Fields;
	/** The fields that were there and could not be read. */
	wrong: readonly string[];
	/** Worked out when it is asked for, because it walks through the whole payload. */
	leftover(): Leftover;
}

/** A schema, with the places where a payload may hold its value. */
export function placed<Schema extends z.ZodMiniType>(schema: Schema, place: Place): Schema {
	places.set(schema, place);
	return schema;
}

/** A field that may be null, with its description and the places where a payload may hold it. */
export function field<Schema extends z.ZodMiniType>(
	schema: Schema,
	description: string,
	...from: string[]
): z.ZodMiniNullable<Schema> {
	return placed(z.described(z.nullable(schema), description), { from });
}

/**
 * A list of objects: each is read by itself, so that one odd element spoils no other.
 *
 * @param atOnce reads a list that is as documented, ten times faster; undefined for any other
 */
export function listField<Shape extends z.core.$ZodShape>(
	element: z.ZodMiniObject<Shape>,
	description: string,
	from: string,
	atOnce: (list: unknown[]) => Array<z.infer<z.ZodMiniObject<Shape>>> | undefined,
): z.ZodMiniArray<z.ZodMiniObject<Shape>> {
	const schema = z.described(z.array(element), description);
	return placed(schema, { from: [from], list: { atOnce, each: reader(element) } });
}

/**
 * A body of n8n's 16 MB may hold millions of odd elements, whose items and issues would take all of
 * n8n's memory. A call of a whole day has some thousands of messages.
 */
export const LONGEST_ODD_LIST = 100_000;

type Read = { value: unknown; rest?: JsonValue; issues: string[] } | { wrong: string };

function readList(list: unknown, { atOnce, each }: ListReading): Read {
	if (!Array.isArray(list)) return { wrong: 'expected a list' };
	const asDocumented = atOnce(list);
	if (asDocumented) return { value: asDocumented, issues: [] };
	if (list.length > LONGEST_ODD_LIST) {
		return { wrong: `expected at most ${LONGEST_ODD_LIST} elements where they are odd` };
	}
	const issues: string[] = [];
	const rest: object[] = [];
	const value = list.map((element: unknown, index) => {
		const reading = each(isJsonObject(element) ? element : {});
		const { extra, issues: inside = [] } = reading.leftover();
		if (isJsonObject(element)) {
			if (extra) rest[index] = extra;
		} else if (element !== null && element !== undefined) {
			rest[index] = element;
			issues.push(`[${index}]: expected an object, got ${shown(element)}`);
		}
		for (const issue of inside) issues.push(`[${index}].${issue}`);
		return reading.fields;
	});
	if (rest.length === 0) return { value, issues };
	return { value, issues, rest: Array.from(rest, (left) => (left === undefined ? {} : left)) };
}

function readValue(schema: z.ZodMiniType, place: Place, raw: unknown): Read {
	if (place.list) return readList(raw, place.list);
	const parsed = schema.safeParse(raw);
	if (parsed.success) return { value: parsed.data, issues: [] };
	return { wrong: parsed.error.issues[0]?.message ?? 'not expected here' };
}

interface Field {
	name: string;
	type: z.ZodMiniType;
	place: Place;
	/** `place.from`, taken apart. */
	paths: Array<[key: string] | [container: string, key: string]>;
}

function fieldsOf(schema: z.ZodMiniObject): Field[] {
	return Object.entries(schema.shape as Record<string, z.ZodMiniType>).flatMap(([name, type]) => {
		const place = places.get(type);
		if (!place) return [];
		const paths = place.from.map((from): Field['paths'][number] => {
			const [first = '', second] = from.split('.');
			return second === undefined ? [first] : [first, second];
		});
		return [{ name, type, place, paths }];
	});
}

/** For each object of a payload: the keys that the item carries, with what is left inside them. */
type Taken = Map<JsonObject, Map<string, JsonValue>>;

function take(taken: Taken, holder: JsonObject, key: string, rest?: JsonValue): void {
	const keys = taken.get(holder);
	if (keys) keys.set(key, rest);
	else taken.set(holder, new Map([[key, rest]]));
}

/** What of a payload was not taken, in its original place; a container only with what is left in it. */
function restOf(payload: JsonObject, taken: Taken, containers: ReadonlySet<string>): JsonObject {
	const rest: JsonObject = {};
	for (const [key, value] of Object.entries(payload)) {
		const carried = taken.get(payload);
		if (carried?.has(key)) {
			const left = carried.get(key);
			if (left !== undefined) put(rest, key, left);
		} else if (containers.has(key) && isJsonObject(value)) {
			const left = Object.entries(value).filter(([inner]) => !taken.get(value)?.has(inner));
			if (left.length > 0) put(rest, key, Object.fromEntries(left));
		} else if (!containers.has(key) || value !== null) put(rest, key, value);
	}
	return rest;
}

/**
 * Makes the function that reads one kind of payload. It looks at every place of every field: the
 * first readable value wins, the same value in a later place counts as carried, and whatever differs
 * or cannot be read stays in `extra`.
 */
export function reader<Schema extends z.ZodMiniObject>(
	schema: Schema,
): (payload: JsonObject) => Reading<z.infer<Schema>> {
	const fields = fieldsOf(schema);
	const paths = fields.flatMap((each) => each.paths);
	const containers = new Set(paths.flatMap((path) => (path.length === 2 ? [path[0]] : [])));
	const topLevel = new Set(paths.flatMap((path) => (path.length === 1 ? [path[0]] : [])));

	/** Looks for one field; what it takes, and what is wrong, is noted on the way. */
	function find(payload: JsonObject, field: Field, taken: Taken, issues: string[]) {
		let found: { value: unknown } | undefined;
		let isWrong = false;
		for (const path of field.paths) {
			const [first, second] = path;
			const holder = second === undefined ? payload : payload[first];
			const key = second ?? first;
			if (!isJsonObject(holder) || !Object.hasOwn(holder, key)) continue;
			const raw = holder[key];
			if (raw === null) take(taken, holder, key);
			if (raw === null || (holder === payload && containers.has(key) && isJsonObject(raw)))
				continue;

			const result = readValue(field.type, field.place, raw);
			if ('wrong' in result) {
				isWrong = true;
				issues.push(`${path.join('.')}: ${result.wrong}, got ${shown(raw)}`);
			} else if (!found) {
				found = { value: result.value };
				take(taken, holder, key, result.rest);
				for (const issue of result.issues) issues.push(`${path.join('.')}${issue}`);
			} else if (result.value === found.value) take(taken, holder, key);
		}
		const unknown = field.place.list ? [] : null;
		return { value: found ? found.value : unknown, isWrong };
	}

	return (payload) => {
		const values: Record<string, unknown> = {};
		const wrong: string[] = [];
		const issues: string[] = [];
		const taken: Taken = new Map();
		for (const field of fields) {
			const { value, isWrong } = find(payload, field, taken, issues);
			values[field.name] = value;
			if (isWrong) wrong.push(field.name);
		}

		function leftover(): Leftover {
			const odd = [...containers].filter((key) => {
				const value = Object.hasOwn(payload, key) ? payload[key] : null;
				return value !== null && !isJsonObject(value) && !topLevel.has(key);
			});
			const { bounded, issues: nesting } = boundNesting(restOf(payload, taken, containers));
			const all = [
				...issues,
				...odd.map((key) => `${key}: expected an object, got ${shown(payload[key])}`),
				...nesting,
			];
			return {
				...(Object.keys(bounded).length > 0 && { extra: bounded }),
				...(all.length > 0 && { issues: all }),
			};
		}
		// Every value above came out of the schema of its field, or is the null that each allows.
		return { fields: values as z.infer<Schema>, wrong, leftover };
	};
}
