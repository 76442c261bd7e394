/** Bodies that no honest sender makes: the response, the executions, and n8n unharmed. */
import { deflateSync, gzipSync } from 'node:zlib';
import type { RawRequest } from '../support/events/rawRequest';
import { EMPTY_OK, notAString, NOT_JSON, NOT_SELECTED, TEST_OK } from '../support/events/responses';
import { CALL_ID, capturedMessage, documentedCallEnded } from '../support/samples/payloads';
import { FAILED_IN_N8N, testHostile, type HostileCase } from './support/hostile';

const UNPARSABLE = { status: 422, text: /Failed to parse request body/ };
const BAD_FORM = {
	status: 400,
	text: '{"code":400,"message":"The submitted form data could not be parsed."}',
};
const TOO_LARGE = { ...FAILED_IN_N8N, mayBeLost: true } as const;

const MB = 1024 * 1024;

const message = JSON.stringify(capturedMessage);

/** A valid message with more JSON in it. */
const messageWith = (json: string) => `${message.slice(0, -1)},${json}}`;

const deepList = (depth: number) => messageWith(`"deep":${'['.repeat(depth)}${']'.repeat(depth)}`);

const deepObject = (depth: number) =>
	messageWith(`"deep":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

const manyKeys = (count: number) => {
	const keys = Array.from({ length: count }, (_, index) => `"k${index}":0`);
	return messageWith(`"many":{${keys.join()}}`);
};

/** Of exactly that many bytes. */
const ofSize = (bytes: number) => {
	const frame = messageWith('"filler":""').length;
	return messageWith(`"filler":"${'x'.repeat(Math.floor(bytes) - frame)}"`);
};

const manyMessages = (count: number) =>
	JSON.stringify({
		...documentedCallEnded,
		messages: Array.from({ length: count }, () => capturedMessage.message),
	});

/** Numbers instead of messages, each in two bytes. */
const oddMessages = (count: number) =>
	JSON.stringify({ ...documentedCallEnded, messages: Array<number>(count).fill(1) });

/** A call whose text and duration begin like something that regular expressions look for. */
const longRuns = (length: number) =>
	JSON.stringify({
		...documentedCallEnded,
		evaluation: { duration_minutes: `1${'0'.repeat(length)}1` },
		messages: [{ ...capturedMessage.message, message: `a${' '.repeat(length)}b\nc` }],
	});

const gzipped = () => gzipSync(message);
const deflated = () => deflateSync(message);
const corruptGzip = () => {
	const bytes = gzipSync(message);
	bytes.fill(0xff, bytes.length / 2);
	return bytes;
};
/** Some kB that become 64 MB. */
const gzipBomb = () => gzipSync(ofSize(64 * MB));

/** The message with bytes in place of its text. */
const withTextBytes = (...bytes: number[]) => {
	const [before = '', after = ''] = message.split(capturedMessage.message.message);
	return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
};

/** Ten entities, each ten times the one before. */
const billionLaughs = () => {
	const entities = Array.from(
		{ length: 10 },
		(_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
	);
	return `<!DOCTYPE x [<!ENTITY l0 "ha">${entities.join('')}]><event_type>&l10;</event_type>`;
};

/** A JSON body and its response. */
const json = (
	name: string,
	body: RawRequest['body'],
	expected: HostileCase['expected'],
	starts: 0 | 1 = 0,
): HostileCase => ({ name, request: { body }, expected, starts });

const taken = (name: string, body: RawRequest['body']) => json(name, body, EMPTY_OK, 1);

const eventTypes: HostileCase[] = [
	json('event_type as an object', () => '{"event_type":{"a":1}}', notAString('an object')),
	json('event_type as an array', () => '{"event_type":["message"]}', notAString('an array')),
	json('event_type as null', () => '{"event_type":null}', notAString('null')),
	json('event_type as an empty string', () => '{"event_type":""}', notAString('""')),
	json('event_type of blanks', () => '{"event_type":"  "}', NOT_SELECTED),
	json('event_type of 1 MB', () => `{"event_type":"${'x'.repeat(MB)}"}`, NOT_SELECTED),
	json('event_type "__proto__"', () => '{"event_type":"__proto__"}', NOT_SELECTED),
	json('event_type "constructor"', () => '{"event_type":"constructor"}', NOT_SELECTED),
	json('event_type twice, the test last', () => messageWith('"event_type":"test"'), TEST_OK),
	taken('event_type twice, the event last', () => `{"event_type":"test",${message.slice(1)}`),
];

const texts: HostileCase[] = [
	{
		name: 'a byte order mark',
		request: { body: () => `\uFEFF${message}` },
		expected: { '2.41.1': EMPTY_OK, '1.123.81': UNPARSABLE },
		starts: { '2.41.1': 1, '1.123.81': 0 },
	},
	taken('bytes that are not UTF-8', () => withTextBytes(0xff, 0xfe, 0xc0, 0x80)),
	taken('an overlong encoding', () => withTextBytes(0xc1, 0x81)),
	taken('half of a surrogate pair', () => messageWith('"half":"\\ud800","other":"\\udc00"')),
	taken('an escaped NUL', () => messageWith('"nul":"\\u0000","k\\u0000":1')),
	json('a NUL as it is', () => withTextBytes(0x00), UNPARSABLE),
	json('truncated JSON', () => message.slice(0, -10), UNPARSABLE),
	json('JSON followed by something else', () => `${message}x`, UNPARSABLE),
	json('two JSON documents', () => `${message}\n${message}`, UNPARSABLE),
	json('NaN', () => messageWith('"a":NaN'), UNPARSABLE),
	json('a comment in JSON', () => messageWith('/* */"a":1'), UNPARSABLE),
	taken('numbers beyond all limits', () => messageWith('"a":1e999,"b":-1e999,"c":-0,"d":1e-999')),
	taken('a value like an expression', () => messageWith('"a":"={{ process.exit() }}"')),
];

const shapes: HostileCase[] = [
	taken(
		'every field an array',
		() => '{"event_type":"message","call_id":[],"message":[],"call_data":[]}',
	),
	taken('a call id that is an object', () => '{"event_type":"message","call_id":{"a":{}}}'),
	taken('the call id "__proto__"', () => message.replace(CALL_ID, '__proto__')),
	taken('a call id of 1 MB', () => message.replace(CALL_ID, 'c'.repeat(MB))),
	taken('a key "__proto__"', () => messageWith('"__proto__":{"polluted":1}')),
	taken('a key "__proto__" inside', () =>
		message.replace('"call_data":{', '"call_data":{"__proto__":{"polluted":1},'),
	),
	taken('a key "constructor"', () => messageWith('"constructor":{"prototype":{"polluted":1}}')),
	taken('keys that objects and promises have', () =>
		messageWith(
			'"toJSON":1,"then":1,"toString":null,"hasOwnProperty":1,"length":-1,"pairedItem":{}',
		),
	),
	taken('arrays nested 100 deep', () => deepList(100)),
	taken('arrays nested 10,000 deep', () => deepList(10_000)),
	taken('arrays nested 100,000 deep', () => deepList(100_000)),
	taken('objects nested 10,000 deep', () => deepObject(10_000)),
	taken('one million keys', () => manyKeys(1_000_000)),
	taken('a call of 100,000 messages', () => manyMessages(100_000)),
	taken('a call of one million messages that are numbers', () => oddMessages(1_000_000)),
	taken('runs of one million blanks and zeros', () => longRuns(1_000_000)),
];

const sizes: HostileCase[] = [
	taken('15.9 MB', () => ofSize(15.9 * MB)),
	json('16.1 MB', () => ofSize(16.1 * MB), TOO_LARGE),
	json('64 MB', () => ofSize(64 * MB), TOO_LARGE),
];

const encoding = (name: string, body: RawRequest['body'], coding: string) => ({
	name,
	request: { body, headers: [`Content-Encoding: ${coding}`] },
});

const compressed: HostileCase[] = [
	{ ...encoding('gzip', gzipped, 'gzip'), expected: EMPTY_OK, starts: 1 },
	{ ...encoding('deflate', deflated, 'deflate'), expected: EMPTY_OK, starts: 1 },
	{ ...encoding('corrupt gzip', corruptGzip, 'gzip'), expected: FAILED_IN_N8N, starts: 0 },
	{
		...encoding('a body that is not gzip', () => message, 'gzip'),
		expected: FAILED_IN_N8N,
		starts: 0,
	},
	{ ...encoding('a gzip bomb', gzipBomb, 'gzip'), expected: FAILED_IN_N8N, starts: 0 },
	{
		...encoding('an unknown encoding, which n8n does not look at', () => message, 'zip'),
		expected: EMPTY_OK,
		starts: 1,
	},
];

const typed = (
	name: string,
	type: string,
	body: RawRequest['body'],
	expected: HostileCase['expected'],
	starts: 0 | 1 = 0,
): HostileCase => ({ name, request: { body, type }, expected, starts });

const types: HostileCase[] = [
	typed('no content type', '', () => message, EMPTY_OK, 1),
	typed('a content type that is none', ';;;=', () => message, EMPTY_OK, 1),
	typed('JSON said to be UTF-16', 'application/json; charset=utf-16', () => message, UNPARSABLE),
	typed(
		'JSON in an unknown character set',
		'application/json; charset=x',
		() => message,
		UNPARSABLE,
	),
	typed('a form of several parts without a boundary', 'multipart/form-data', () => message, {
		'2.41.1': BAD_FORM,
		'1.123.81': NOT_JSON,
	}),
	typed(
		'a form that means __proto__',
		'application/x-www-form-urlencoded',
		() => '__proto__[polluted]=1&event_type=message',
		NOT_JSON,
	),
	typed(
		'a form nested 1,000 deep',
		'application/x-www-form-urlencoded',
		() => `a${'[a]'.repeat(1_000)}=1`,
		NOT_JSON,
	),
	typed('XML that grows to 20 GB', 'application/xml', billionLaughs, UNPARSABLE),
	typed(
		'XML that means __proto__',
		'text/xml',
		() => '<__proto__><polluted>1</polluted></__proto__>',
		NOT_JSON,
	),
];

testHostile('bodies', [...eventTypes, ...texts, ...shapes, ...sizes, ...compressed, ...types]);
