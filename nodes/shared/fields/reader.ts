/**
 * Reads the fields of an item out of a payload that may be odd in any place, without throwing,
 * inventing or losing anything. The places of each field are registered beside its schema.
 */
import * as z from '../schema';
import { Issues } from './issues';
import { isJsonObject, type JsonObject } from './jsonObject';
import { boundNesting } from './nesting';
import { isBlank, put, shown, type JsonValue, type Value } from './values';

/** How to read a field whose value is an array of objects. */
export interface ListReader<Element> {
	/** @returns `undefined` if the array cannot be read; `issues` then says why */
	read(list: unknown, issues: Issues, path: string): ListReading<Element> | undefined;
}

interface ListReading<Element> {
	value: Element[];
	/** What the elements hold beyond what was read, at their original indexes. */
	rest?: JsonValue;
}

interface Place {
	/** Where the value may be, most trusted first: "agent_id" or "call_data.agentId". */
	from: readonly string[];
	value?: Value<unknown>;
	list?: ListReader<unknown>;
}

const places = new WeakMap<z.ZodMiniType, Place>();

/** The places of a field's schema, most trusted first; `undefined` if it is read from nowhere. */
export const placesOf = (schema: z.ZodMiniType): readonly string[] | undefined =>
	places.get(schema)?.from;

/** The value that a field's schema was made with. */
export const valueOf = (schema: z.ZodMiniType): Value<unknown> | undefined =>
	places.get(schema)?.value;

/** A field that may be null, with its description and the places where a payload may hold it. */
export function field<Result>(
	value: Value<Result>,
	description: string,
	...from: string[]
): z.ZodMiniNullable<z.ZodMiniType<Result>> {
	const schema = z.described(z.nullable(value.schema), description);
	places.set(schema, { from, value });
	return schema;
}

/** The field `event_type`, which the trigger has read before. */
export function eventTypeField<Schema extends z.ZodMiniType<string>>(schema: Schema): Schema {
	const described = z.described(schema, 'The kind of event');
	const read = (raw: unknown) => schema.safeParse(raw).data;
	places.set(described, { from: ['event_type'], value: { schema, expected: 'an event', read } });
	return described;
}

/** A field with an array of objects. */
export function listField<Shape extends z.core.$ZodShape>(
	element: z.ZodMiniObject<Shape>,
	description: string,
	from: string,
	list: ListReader<z.infer<z.ZodMiniObject<Shape>>>,
): z.ZodMiniArray<z.ZodMiniObject<Shape>> {
	const schema = z.described(z.array(element), description);
	places.set(schema, { from: [from], list });
	return schema;
}

/** What an item does not carry of its payload, and what was not as expected in it. */
interface Leftover {
	/** In its original place and spelling. */
	extra?: JsonObject;
	/** One sentence for each field that was not as expected. */
	issues?: string[];
}

interface Reading<Fields> {
	fields: Fields;
	/** The fields that were there and could not be read. */
	unreadable: ReadonlySet<string>;
	/** Computed when asked for, because it walks through the whole payload. */
	leftover(): Leftover;
}

interface Field {
	name: string;
	place: Place;
	/** `place.from`, split. */
	paths: Array<{ container?: string; key: string; path: string }>;
}

function fieldsOf(schema: z.ZodMiniObject): Field[] {
	return Object.entries(schema.shape as Record<string, z.ZodMiniType>).flatMap(([name, type]) => {
		const place = places.get(type);
		if (!place) return [];
		const paths = place.from.map((path): Field['paths'][number] => {
			const [first = '', second] = path.split('.');
			return second === undefined ? { key: first, path } : { container: first, key: second, path };
		});
		return [{ name, place, paths }];
	});
}

/** For each object of a payload: the keys that the item carries, with what is left inside them. */
type Taken = Map<JsonObject, Map<string, JsonValue>>;

function take(taken: Taken, holder: JsonObject, key: string, rest?: JsonValue): void {
	const keys = taken.get(holder);
	if (keys) keys.set(key, rest);
	else taken.set(holder, new Map([[key, rest]]));
}

/** An object with more keys is kept whole, because copying a million of them would block n8n. */
const MAX_COPIED_KEYS = 1_000;

/** What was not taken from an object; `undefined` if nothing is left. */
function restOf(
	object: JsonObject,
	taken: Taken,
	restOfContainer: (key: string, value: JsonValue) => JsonValue,
): JsonObject | undefined {
	const keys = Object.keys(object);
	if (keys.length > MAX_COPIED_KEYS) return object;
	const carried = taken.get(object);
	const rest: JsonObject = {};
	let isEmpty = true;
	for (const key of keys) {
		const left = carried?.has(key) ? carried.get(key) : restOfContainer(key, object[key]);
		if (left === undefined) continue;
		put(rest, key, left);
		isEmpty = false;
	}
	return isEmpty ? undefined : rest;
}

/** An array in an object that is kept whole would be in the item twice, so it is not read. */
function readList<Element>(
	list: ListReader<Element>,
	raw: JsonValue,
	holder: JsonObject,
	path: string,
	issues: Issues,
): ListReading<Element> | undefined {
	if (Object.keys(holder).length <= MAX_COPIED_KEYS) return list.read(raw, issues, path);
	issues.add(() => `${path}: expected at most ${MAX_COPIED_KEYS - 1} keys beside it`);
	return undefined;
}

const all = (_key: string, value: JsonValue) => value;

/**
 * Makes the function that reads one kind of payload. It looks at every place of every field: the
 * first readable value wins, the same value in a later place counts as carried, and everything that
 * differs or cannot be read stays in `extra`. `null` says nothing, and so does a blank name.
 */
export function reader<Schema extends z.ZodMiniObject>(
	schema: Schema,
): (payload: JsonObject) => Reading<z.infer<Schema>> {
	const fields = fieldsOf(schema);
	const paths = fields.flatMap((each) => each.paths);
	const containers = new Set(paths.flatMap(({ container }) => container ?? []));
	const topLevel = new Set(paths.flatMap(({ container, key }) => (container ? [] : [key])));

	/** Reads one field; notes what it takes, and returns `undefined` if no place is readable. */
	function find(payload: JsonObject, { place, paths }: Field, taken: Taken, issues: Issues) {
		let value: unknown;
		let isUnreadable = false;
		for (const { container, key, path } of paths) {
			const holder = container === undefined ? payload : payload[container];
			if (!isJsonObject(holder) || !Object.hasOwn(holder, key)) continue;
			const raw = holder[key];
			if (raw === null || (place.value?.isBlankUnknown && isBlank(raw))) {
				take(taken, holder, key);
				continue;
			}
			if (holder === payload && containers.has(key) && isJsonObject(raw)) continue;
			if (place.list) {
				const list = readList(place.list, raw, holder, path, issues);
				value = list?.value;
				if (list) take(taken, holder, key, list.rest);
				else isUnreadable = true;
				continue;
			}
			const read = place.value?.read(raw);
			if (read === undefined) {
				isUnreadable = true;
				issues.add(() => `${path}: expected ${place.value?.expected}, got ${shown(raw)}`);
			} else if (value === undefined || read === value) {
				value = read;
				take(taken, holder, key);
			}
		}
		return { value, isUnreadable };
	}

	return (payload) => {
		const values: Record<string, unknown> = {};
		const unreadable = new Set<string>();
		const issues = new Issues();
		const taken: Taken = new Map();
		for (const field of fields) {
			const { value, isUnreadable } = find(payload, field, taken, issues);
			values[field.name] = value ?? (field.place.list ? [] : null);
			if (isUnreadable) unreadable.add(field.name);
		}

		function leftover(): Leftover {
			const rest = restOf(payload, taken, (key, value) => {
				if (!containers.has(key)) return value;
				if (isJsonObject(value)) return restOf(value, taken, all);
				return value === null ? undefined : value;
			});
			for (const key of containers) {
				const value = Object.hasOwn(payload, key) ? payload[key] : null;
				if (value === null || isJsonObject(value) || topLevel.has(key)) continue;
				issues.add(() => `${key}: expected an object, got ${shown(value)}`);
			}
			const extra = rest && boundNesting(rest, issues);
			const list = issues.list();
			return { ...(extra && { extra }), ...(list && { issues: list }) };
		}
		// Every value above was read by the value of its field, or is the null that each allows.
		return { fields: values as z.infer<Schema>, unreadable, leftover };
	};
}
