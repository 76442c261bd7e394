/** Keeps what n8n cannot carry, because it nests too deeply, as JSON text. */
import type { JsonObject } from '../jsonObject';
import { put } from './values';

/**
 * In levels. n8n 1.123 and 2.41 read back an execution whose item nests 3,000 deep and fail at
 * 5,000 (measured); the rest is left to the nodes that follow.
 */
export const DEEPEST_NESTING = 500;

const isContainer = (value: unknown): value is object =>
	typeof value === 'object' && value !== null;

function isTooDeep(value: unknown): boolean {
	let level = [value].filter(isContainer);
	for (let depth = 1; depth <= DEEPEST_NESTING; depth++) {
		if (level.length === 0) return false;
		level = level.flatMap((each): unknown[] => Object.values(each)).filter(isContainer);
	}
	return level.length > 0;
}

/** Like JSON.stringify, which overflows the stack at some thousands of levels. */
function toJsonText(root: unknown): string {
	const written: string[] = [];
	/** What is still to be written, last first: values, and the text around them. */
	const todo: Array<{ text: string } | { value: unknown }> = [{ value: root }];
	for (let piece = todo.pop(); piece; piece = todo.pop()) {
		if ('text' in piece) written.push(piece.text);
		else if (!isContainer(piece.value)) {
			written.push(JSON.stringify(piece.value));
		} else {
			const isList = Array.isArray(piece.value);
			written.push(isList ? '[' : '{');
			todo.push({ text: isList ? ']' : '}' });
			const entries = Object.entries(piece.value);
			for (let index = entries.length - 1; index >= 0; index--) {
				const [key, value] = entries[index] ?? [];
				todo.push({ value });
				const name = isList ? '' : `${JSON.stringify(key)}:`;
				todo.push({ text: index === 0 ? name : `,${name}` });
			}
		}
	}
	return written.join('');
}

/**
 * The same object, or a copy in which each field that nests too deeply is JSON text; `issues` names
 * those fields.
 */
export function boundNesting(object: JsonObject): { bounded: JsonObject; issues: string[] } {
	const deep = new Set(Object.keys(object).filter((key) => isTooDeep(object[key])));
	if (deep.size === 0) return { bounded: object, issues: [] };
	const bounded: JsonObject = {};
	for (const [key, value] of Object.entries(object)) {
		put(bounded, key, deep.has(key) ? toJsonText(value) : value);
	}
	const issues = Array.from(
		deep,
		(key) => `${key}: expected at most ${DEEPEST_NESTING} levels, kept as JSON text`,
	);
	return { bounded, issues };
}
