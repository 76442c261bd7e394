/** The messages of a call: how they are read, however odd, and the transcript made of them. */
import * as z from '../schema';
import type { Issues } from '../fields/issues';
import { isJsonObject, type JsonObject } from '../fields/jsonObject';
import { field, type ListReader } from '../fields/reader';
import { put, sender, shown, text, time, type JsonValue, type Value } from '../fields/values';
import { speakerLabel } from './speakers';

const fields = {
	sender: field(sender, 'Who spoke: user or agent', 'sender'),
	message: field(text, 'What was said', 'message'),
	sent_at: field(time, 'When it was said', 'sent_at'),
};
export const chatMessage = z.object(fields);
export type ChatMessage = z.infer<typeof chatMessage>;

/**
 * How many messages without words an array may hold before it is not read and stays in `extra` as a
 * whole: they make items many times the size of the body (`{}` becomes three keys).
 */
export const MAX_WORDLESS_MESSAGES = 1_000;

const KEYS = new Set(Object.keys(fields));

/** Reads one key of a message; `null` if it is missing or not what it should be. */
function readKey<Result>(
	value: Value<Result>,
	element: JsonObject,
	key: string,
	onOdd: (key: string, expected: string) => void,
): Result | null {
	const raw = Object.hasOwn(element, key) ? element[key] : null;
	if (raw === null) return null;
	const read = value.read(raw);
	if (read === undefined) onOdd(key, value.expected);
	return read ?? null;
}

/** What an element holds beyond what was read of it. */
function restOf(element: JsonObject, odd: ReadonlySet<string> | undefined): JsonObject | undefined {
	let rest: JsonObject | undefined;
	for (const key of Object.keys(element)) {
		if (KEYS.has(key) && !odd?.has(key)) continue;
		rest ??= {};
		put(rest, key, element[key]);
	}
	return rest;
}

/** Reads each element by itself, so that one odd element spoils no other. */
function readMessages(list: unknown, issues: Issues, path: string) {
	if (!Array.isArray(list)) {
		issues.add(() => `${path}: expected an array, got ${shown(list)}`);
		return undefined;
	}
	const value: ChatMessage[] = [];
	const rest: JsonValue[] = [];
	const issuesBefore = issues.count;
	let wordless = 0;
	for (let index = 0; index < list.length; index++) {
		const element: unknown = list[index];
		const said = isJsonObject(element) ? element : {};
		if (said !== element && element !== null) {
			issues.add(() => `${path}[${index}]: expected an object, got ${shown(element)}`);
			rest[index] = element as JsonValue;
		}
		let odd: Set<string> | undefined;
		const onOdd = (key: string, expected: string) => {
			odd = (odd ?? new Set()).add(key);
			issues.add(() => `${path}[${index}].${key}: expected ${expected}, got ${shown(said[key])}`);
		};
		const message = {
			sender: readKey(sender, said, 'sender', onOdd),
			message: readKey(text, said, 'message', onOdd),
			sent_at: readKey(time, said, 'sent_at', onOdd),
		};
		if (!message.message && ++wordless > MAX_WORDLESS_MESSAGES) {
			issues.truncate(issuesBefore);
			issues.add(() => `${path}: expected at most ${MAX_WORDLESS_MESSAGES} messages without words`);
			return undefined;
		}
		value.push(message);
		const left = restOf(said, odd);
		if (left) rest[index] = left;
	}
	if (rest.length === 0) return { value };
	return { value, rest: Array.from(rest, (left) => (left === undefined ? {} : left)) as JsonValue };
}

export const messageList: ListReader<ChatMessage> = { read: readMessages };

/** A line break inside a message becomes a space, together with the white space around it. */
function onOneLine(words: string): string {
	if (!/[\r\n]/.test(words)) return words;
	const lines = words.split(/[\r\n]\s*/).map((line) => line.trim());
	return lines.filter((line) => line !== '').join(' ');
}

/** The conversation as text, one line for each message. */
export function transcriptOf(messages: readonly ChatMessage[]): string {
	return messages
		.map(({ sender, message }) => {
			const label = speakerLabel(sender);
			const words = onOneLine(message ?? '');
			return label === null ? words : `${label}: ${words}`;
		})
		.join('\n');
}
