/** Keeps fields that n8n cannot carry, because they nest too deeply, as JSON strings. */
import { randomUUID } from 'node:crypto';
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

/** In levels. JSON.stringify overflows the stack at some thousands. */
const LEVELS_AT_A_TIME = 1_000;

/** A container that is written by itself, and where it is in the one above. */
interface Piece {
	container: object;
	parent?: { holder: JsonObject; key: string };
}

/** Finds the containers that many levels down, each with its place. */
function cut(container: object, levels: number, pieces: Piece[]): void {
	const holder = container as JsonObject;
	for (const key in holder) {
		const member = holder[key];
		if (!isContainer(member)) continue;
		if (levels > 0) cut(member, levels - 1, pieces);
		else pieces.push({ container: member, parent: { holder, key } });
	}
}

/**
 * Like JSON.stringify for any depth: writes pieces of a thousand levels, the deepest first. While a
 * piece is written, markers stand for the pieces below it.
 */
function toJsonString(root: object): string {
	const pieces: Piece[] = [{ container: root }];
	for (const { container } of pieces) cut(container, LEVELS_AT_A_TIME, pieces);
	const marker = `${randomUUID()}:`;
	const markers = new RegExp(`"${marker}(\\d+)"`, 'g');
	/** Of each piece: texts and, between them, the indexes of the pieces below. */
	const texts: string[][] = [];
	for (let index = pieces.length - 1; index >= 0; index--) {
		const { container, parent } = pieces[index] ?? { container: root };
		texts[index] = JSON.stringify(container).split(markers);
		if (parent) put(parent.holder, parent.key, `${marker}${index}`);
	}
	for (const { container, parent } of pieces) {
		if (parent) put(parent.holder, parent.key, container as JsonObject);
	}
	return assemble(texts);
}

/** Puts the texts of the pieces below in the places of their markers, from the first piece on. */
function assemble(texts: readonly string[][]): string {
	const output: string[] = [];
	const path = [{ piece: 0, next: 0 }];
	for (let level = path.at(-1); level; level = path.at(-1)) {
		const text = texts[level.piece]?.[level.next];
		const isText = level.next % 2 === 0;
		level.next++;
		if (text === undefined) path.pop();
		else if (isText) output.push(text);
		else path.push({ piece: Number(text), next: 0 });
	}
	return output.join('');
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
