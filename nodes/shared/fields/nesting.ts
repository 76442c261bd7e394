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

/** Goes down one branch at a time, so memory holds one path only. */
function isTooDeep(root: unknown): boolean {
	const membersOf = (container: object): readonly unknown[] =>
		Array.isArray(container) ? container : Object.values(container);
	if (!isContainer(root)) return false;
	const path = [{ members: membersOf(root), next: 0 }];
	for (let level = path.at(-1); level; level = path.at(-1)) {
		const { members } = level;
		let deeper: object | undefined;
		while (deeper === undefined && level.next < members.length) {
			const member = members[level.next++];
			if (isContainer(member)) deeper = member;
		}
		if (deeper === undefined) path.pop();
		else if (path.length === DEEPEST_NESTING) return true;
		else path.push({ members: membersOf(deeper), next: 0 });
	}
	return false;
}

/** Like JSON.stringify, which overflows the stack at some thousands of levels. */
function toJsonString(root: unknown): string {
	const written: string[] = [];
	/** Still to be written, last first: values, and the text around them. */
	const todo: Array<{ kind: 'text'; text: string } | { kind: 'value'; value: unknown }> = [
		{ kind: 'value', value: root },
	];
	for (let piece = todo.pop(); piece; piece = todo.pop()) {
		if (piece.kind === 'text') written.push(piece.text);
		else if (!isContainer(piece.value)) written.push(JSON.stringify(piece.value));
		else {
			const isArray = Array.isArray(piece.value);
			written.push(isArray ? '[' : '{');
			todo.push({ kind: 'text', text: isArray ? ']' : '}' });
			const entries = Object.entries(piece.value);
			for (let index = entries.length - 1; index >= 0; index--) {
				const [key, value] = entries[index] ?? [];
				todo.push({ kind: 'value', value });
				const name = isArray ? '' : `${JSON.stringify(key)}:`;
				todo.push({ kind: 'text', text: index === 0 ? name : `,${name}` });
			}
		}
	}
	return written.join('');
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
		put(bounded, key, deep.has(key) ? toJsonString(value) : value);
	}
	for (const key of deep) {
		issues.add(() => `${key}: expected at most ${DEEPEST_NESTING} levels, kept as a JSON string`);
	}
	return bounded;
}
