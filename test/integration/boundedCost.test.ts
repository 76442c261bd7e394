/**
 * Any body that n8n accepts blocks the event loop for at most twice the time of `JSON.parse` of it
 * plus 500 ms, and leaves an item of at most three times its size.
 */
import {
	conversationOf,
	MAX_CHARACTERS,
	MAX_MESSAGES,
} from '../../nodes/shared/calls/conversation';
import { identifyEvent } from '../../nodes/shared/events/event';
import { NOTHING_KNOWN, readFacts } from '../../nodes/shared/events/facts';
import { toItem } from '../../nodes/shared/events/toItem';

/** What n8n accepts unless told otherwise, in bytes. */
const LARGEST_BODY = 16 * 1024 * 1024;
/** For the keys that every item has, in bytes. */
const ITEM_ALLOWANCE = 100_000;
const TIME_ALLOWANCE_MS = 500;
/** The least of them counts: garbage collections and a busy machine only ever add time. */
const ATTEMPTS = 3;

/** A body of almost 16 MB that repeats a piece of JSON in an array or object. */
function filled(
	before: string,
	piece: string | ((index: number) => string),
	after: string,
): string {
	const pieces: string[] = [];
	let size = before.length + after.length;
	for (let index = 0; ; index++) {
		const next = typeof piece === 'string' ? piece : piece(index);
		size += next.length + 1;
		if (size > LARGEST_BODY) return before + pieces.join() + after;
		pieces.push(next);
	}
}
const ended = (piece: string | ((index: number) => string)) =>
	filled('{"event_type":"call_ended","call_id":"c","messages":[', piece, ']}');
const long = (text: string, count: number) => text.repeat(Math.floor(count / text.length));

const BODIES: Record<string, () => string> = {
	'documented messages': () =>
		ended('{"sender":"user","message":"Hello there","sent_at":"2025-05-28T10:26:32.104Z"}'),
	'messages with an odd time': () => ended('{"sender":"user","message":"Hello","sent_at":"soon"}'),
	'messages with another key': () => ended('{"sender":"user","message":"Hi","sentAt":"x"}'),
	'short messages': () => ended('{"message":"a"}'),
	'messages of the wrong types': () => ended('{"sender":{},"message":1}'),
	'100,000 odd messages': () =>
		`{"event_type":"call_ended","messages":[${Array(100_000).fill('{"sender":{},"message":1}').join()}]}`,
	'empty messages': () => ended('{}'),
	'millions of numbers': () => ended('1'),
	'millions of empty arrays': () => ended('[]'),
	'a million keys': () => filled('{"event_type":"call_ended",', (index) => `"key ${index}":1`, '}'),
	'short messages beside more keys than are copied': () =>
		filled(
			`{"event_type":"call_ended",${Array.from({ length: 1_000 }, (_, key) => `"key ${key}":1`).join()},"messages":[`,
			'{"message":"a"}',
			']}',
		),
	'a million keys in a container': () =>
		filled('{"event_type":"call_ended","call_data":{', (index) => `"key ${index}":1`, '}}'),
	'a million keys in a message': () =>
		filled('{"event_type":"call_ended","messages":[{', (index) => `"key ${index}":1`, '}]}'),
	'an array of numbers beside the fields': () =>
		filled('{"event_type":"message","message":"Hi","more":[', '1', ']}'),
	'small objects beside the fields': () =>
		filled('{"event_type":"message","message":"Hi","more":[', '{"a":{}}', ']}'),
	'deep arrays': () =>
		`{"event_type":"call_ended","deep":${'['.repeat(8_000_000)}${']'.repeat(8_000_000)}}`,
	'deep objects': () =>
		`{"event_type":"call_ended","deep":${'{"a":'.repeat(2_500_000)}1${'}'.repeat(2_500_000)}}`,
	'a long message': () =>
		`{"event_type":"message","message":"${long('word ', 16_000_000)}","sender":"user"}`,
	'a message of line breaks': () =>
		`{"event_type":"call_ended","messages":[{"sender":"user","message":"${long('\\n \\n', 16_000_000)}"}]}`,
	'a message of short lines': () =>
		`{"event_type":"call_ended","messages":[{"sender":"user","message":"${long('a\\n', 16_000_000)}"}]}`,
	'long strings in every field': () => {
		const text = long('1', 1_500_000);
		return `{"event_type":"call_ended","call_id":"${text}","user_name":"${text}","started_at":"${text}","duration_minutes":"${text}","topic":"${text}","call_data":{"agentId":"${text}"}}`;
	},
	'Japanese of the greatest length whose words are counted': () =>
		`{"event_type":"call_ended","messages":[{"sender":"user","message":"${long('今日はいい天気', MAX_CHARACTERS)}"}]}`,
	'words of one letter up to the greatest length': () =>
		`{"event_type":"call_ended","messages":[{"sender":"user","message":"${long('ä ', MAX_CHARACTERS)}"}]}`,
	'as many messages and characters as are read for facts': () =>
		`{"event_type":"call_ended","messages":[${Array(MAX_MESSAGES / 2)
			.fill(
				'{"sender":"ai","message":"今日 は ä b c d e f g h"},{"sender":"user","message":"天気 は ä b c d e f g h"}',
			)
			.join()}]}`,
	'an unknown event': () => filled('{"event_type":"x","list":[', '{"a":1}', ']}'),
};

/** CPU time, because other processes take their share of the clock's. */
const msBetween = (one: NodeJS.CpuUsage, other: NodeJS.CpuUsage) =>
	(other.user + other.system - one.user - one.system) / 1_000;

function cost(json: string) {
	const start = process.cpuUsage();
	const body: unknown = JSON.parse(json);
	const parsed = process.cpuUsage();
	const event = identifyEvent(body);
	if (event.kind !== 'event') throw new Error('This is not an event.');
	readFacts(event);
	const item = toItem(event.name, event, NOTHING_KNOWN);
	const conversation = 'transcript' in item ? conversationOf(item) : {};
	const read = process.cpuUsage();
	return {
		item: { ...item, ...conversation },
		parseMs: msBetween(start, parsed),
		readMs: msBetween(parsed, read),
	};
}

it.each(Object.entries(BODIES))('%s', (_, body) => {
	const json = body();
	expect(Buffer.byteLength(json)).toBeLessThanOrEqual(LARGEST_BODY);
	const over: number[] = [];
	let size = 0;
	do {
		const { item, parseMs, readMs } = cost(json);
		over.push(readMs - 2 * parseMs);
		size = JSON.stringify(item).length;
	} while (Math.min(...over) > TIME_ALLOWANCE_MS && over.length < ATTEMPTS);
	expect(Math.min(...over)).toBeLessThanOrEqual(TIME_ALLOWANCE_MS);
	expect(size).toBeLessThanOrEqual(3 * json.length + ITEM_ALLOWANCE);
});
