/** Keeps fields that n8n cannot carry, because they nest too deeply, as JSON strings. */
import type { JsonObject } from './jsonObject';
import type { Issues } from './issues';
import { put } from './values';

/**
 * In levels. n8n 1.123 and 2.41 read back an execution whose item nests 3,000 deep and fail at
 * 5,000 (measured); the difference is left to the nodes that follow.
 */
export const DEEPEST_NESTING = 500;

const isContainer = (value: unknown): value is object =>
	typeof value === 'object' && value !== null;

/** Whether a container has containers inside it at more than that many levels, its own included. */
function isDeeper(container: object, levels: number): boolean {
	if (levels === 0) return true;
	if (Array.isArray(container)) {
		for (const member of container) {
			if (isContainer(member) && isDeeper(member, levels - 1)) return true;
		}
	} else {
		for (const key in container) {
			const member = (container as JsonObject)[key];
			if (isContainer(member) && isDeeper(member, levels - 1)) return true;
		}
	}
	return false;
}

const isTooDeep = (value: unknown) => isContainer(value) && isDeeper(value, DEEPEST_NESTING);

/** In characters. Joining pieces of this size is faster than one string that grows by millions. */
const CHUNK_CHARACTERS = 65_536;

/** Like JSON.stringify, which overflows the stack at some thousands of levels. */
function toJsonString(root: object): string {
	const chunks: string[] = [];
	let chunk = '';
	/** From the root to the container that is being written. */
	const path: Array<{ container: object; keys: string[] | undefined; next: number }> = [];
	function open(container: object): void {
		const keys = Array.isArray(container) ? undefined : Object.keys(container);
		chunk += keys ? '{' : '[';
		path.push({ container, keys, next: 0 });
	}
	open(root);
	for (let level = path.at(-1); level; level = path.at(-1)) {
		const { container, keys, next } = level;
		const members = container as Record<string | number, unknown>;
		const length = keys ? keys.length : (container as unknown[]).length;
		if (next === length) {
			chunk += keys ? '}' : ']';
			path.pop();
		} else {
			level.next++;
			const key = keys?.[next];
			if (next > 0) chunk += ',';
			if (key !== undefined) chunk += `${JSON.stringify(key)}:`;
			const member = members[key ?? next];
			if (isContainer(member)) open(member);
			else chunk += JSON.stringify(member);
		}
		if (chunk.length < CHUNK_CHARACTERS) continue;
		chunks.push(chunk);
		chunk = '';
	}
	return chunks.join('') + chunk;
}

/**
 * The same object, or a copy in which each field that nests too deeply is a JSON string; `issues`
 * gets the names of those fields.
 */
export function boundNesting(object: JsonObject, issues: Issues): JsonObject {
	const deep = new Set<string>();
	for (const key of Object.keys(object)) if (isTooDeep(object[key])) deep.add(key);
	if (deep.size === 0) return object;
	const bounded: JsonObject = {};
	for (const [key, value] of Object.entries(object)) {
		put(bounded, key, deep.has(key) && isContainer(value) ? toJsonString(value) : value);
	}
	for (const key of deep) {
		issues.add(() => `${key}: expected at most ${DEEPEST_NESTING} levels, kept as a JSON string`);
	}
	return bounded;
}
