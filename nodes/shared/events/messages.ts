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

/** Reads one element, however odd; what it holds beyond its message goes to `rest`. */
function readMessage(element: JsonObject, path: string, index: number, issues: Issues) {
	const message: ChatMessage = { sender: null, message: null, sent_at: null };
	let rest: JsonObject | undefined;
	/** Returns what the value reads, and leaves the raw value in `rest` if it cannot. */
	function read<Result>(value: Value<Result>, key: string, raw: JsonValue): Result | null {
		if (raw === null) return null;
		const result = value.read(raw);
		if (result !== undefined) return result;
		issues.add(() => `${path}[${index}].${key}: expected ${value.expected}, got ${shown(raw)}`);
		put((rest ??= {}), key, raw);
		return null;
	}
	for (const key in element) {
		const raw = element[key];
		if (key === 'sender') message.sender = read(sender, key, raw);
		else if (key === 'message') message.message = read(text, key, raw);
		else if (key === 'sent_at') message.sent_at = read(time, key, raw);
		else put((rest ??= {}), key, raw);
	}
	return { message, rest };
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
		const { message, rest: left } = readMessage(said, path, index, issues);
		if (!message.message && ++wordless > MAX_WORDLESS_MESSAGES) {
			issues.truncate(issuesBefore);
			issues.add(() => `${path}: expected at most ${MAX_WORDLESS_MESSAGES} messages without words`);
			return undefined;
		}
		value.push(message);
		if (left) rest[index] = left;
	}
	if (rest.length === 0) return { value };
	return { value, rest: Array.from(rest, (left) => (left === undefined ? {} : left)) as JsonValue };
}

export const messageList: ListReader<ChatMessage> = { read: readMessages };

/** A line break inside a message becomes a space, together with the white space around it. */
function onOneLine(words: string): string {
	if (!/[\r\n]/.test(words)) return words;
	const lines: string[] = [];
	let start = 0;
	// Line by line, because a regular expression for white space around breaks can take quadratic time.
	const breaks = /[\r\n]|$/g;
	for (let found = breaks.exec(words); found; found = breaks.exec(words)) {
		const line = words.slice(start, found.index).trim();
		if (line !== '') lines.push(line);
		start = found.index + 1;
		if (found.index === words.length) break;
	}
	return lines.join(' ');
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
