/**
 * What is sent, what must be answered, and how many executions it may start. Answers that n8n's core
 * gives by itself are written down per version, so that a change of n8n is noticed.
 */
import type { N8nVersion } from '../support/n8n/install';
import { CALL_ID } from '../support/samples/payloads';
import * as bodies from './bodies';
import type { HostileRequest } from './request';

const { MB, message, messageWith } = bodies;

export interface ExpectedAnswer {
	/** Nothing where the connection ends without an answer; any where left out. */
	status?: number | null;
	/** The whole text, or a part of it; any where left out. */
	text?: string | RegExp;
	/**
	 * n8n answers before it has read everything and ends the connection; the system then may drop the
	 * answer while the rest is still being sent, so that nothing arrives.
	 */
	mayBeLost?: true;
}

interface HostileCase {
	name: string;
	request: HostileRequest;
	expected: ExpectedAnswer | Record<N8nVersion, ExpectedAnswer>;
	starts: 0 | 1 | Record<N8nVersion, 0 | 1>;
}

const refused = (error: string) => ({ status: 400, text: JSON.stringify({ error }) });
const TAKEN = { status: 200, text: '' };
const NOT_SELECTED = {
	status: 200,
	text: '{"status":"ignored","reason":"This event is not selected in the node."}',
};
const TEST = { status: 200, text: '{"status":"ok"}' };
const NOT_JSON = refused(
	'The body is not JSON. Send a JSON object with the content type application/json.',
);
const noEventType = (got: string) =>
	refused(`"event_type" must be a text that is not empty, but it is ${got}.`);
const UNPARSABLE = { status: 422, text: /Failed to parse request body/ };
const NOT_REGISTERED = { status: 404, text: /not registered/ };
const BAD_FORM = {
	status: 400,
	text: '{"code":400,"message":"The submitted form data could not be parsed."}',
};
/** By Node's HTTP server, which closes the connection. */
const BAD_REQUEST = { status: 400, text: '' };
/** By n8n, before it calls the trigger; nothing is stored. */
const FAILED_IN_N8N = { status: 500 };
const TOO_LARGE = { ...FAILED_IN_N8N, mayBeLost: true } as const;

/** A JSON body and its answer. */
const json = (
	name: string,
	body: HostileRequest['body'],
	expected: HostileCase['expected'],
	starts: 0 | 1 = 0,
): HostileCase => ({ name, request: { body }, expected, starts });

const taken = (name: string, body: HostileRequest['body']) => json(name, body, TAKEN, 1);

const eventTypes: HostileCase[] = [
	json('event_type as an object', () => '{"event_type":{"a":1}}', noEventType('an object')),
	json('event_type as a list', () => '{"event_type":["message"]}', noEventType('a list')),
	json('event_type as null', () => '{"event_type":null}', noEventType('null')),
	json('event_type as an empty text', () => '{"event_type":""}', noEventType('""')),
	json('event_type of blanks', () => '{"event_type":"  "}', NOT_SELECTED),
	json('event_type of 1 MB', () => `{"event_type":"${'x'.repeat(MB)}"}`, NOT_SELECTED),
	json('event_type "__proto__"', () => '{"event_type":"__proto__"}', NOT_SELECTED),
	json('event_type "constructor"', () => '{"event_type":"constructor"}', NOT_SELECTED),
	json('event_type twice, the test last', () => messageWith('"event_type":"test"'), TEST),
	taken('event_type twice, the event last', () => `{"event_type":"test",${message.slice(1)}`),
];

const texts: HostileCase[] = [
	{
		name: 'a byte order mark',
		request: { body: () => `\uFEFF${message}` },
		expected: { '2.41.1': TAKEN, '1.123.81': UNPARSABLE },
		starts: { '2.41.1': 1, '1.123.81': 0 },
	},
	taken('bytes that are not UTF-8', () => bodies.withTextBytes(0xff, 0xfe, 0xc0, 0x80)),
	taken('an overlong encoding', () => bodies.withTextBytes(0xc1, 0x81)),
	taken('half of a surrogate pair', () => messageWith('"half":"\\ud800","other":"\\udc00"')),
	taken('an escaped NUL', () => messageWith('"nul":"\\u0000","k\\u0000":1')),
	json('a NUL as it is', () => bodies.withTextBytes(0x00), UNPARSABLE),
	json('truncated JSON', () => message.slice(0, -10), UNPARSABLE),
	json('JSON with something behind it', () => `${message}x`, UNPARSABLE),
	json('two JSON documents', () => `${message}\n${message}`, UNPARSABLE),
	json('NaN', () => messageWith('"a":NaN'), UNPARSABLE),
	json('a comment in JSON', () => messageWith('/* */"a":1'), UNPARSABLE),
	taken('numbers beyond all limits', () => messageWith('"a":1e999,"b":-1e999,"c":-0,"d":1e-999')),
	taken('what looks like an expression', () => messageWith('"a":"={{ process.exit() }}"')),
];

const shapes: HostileCase[] = [
	taken(
		'every field a list',
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
	taken('lists nested 100 deep', () => bodies.deepList(100)),
	taken('lists nested 10,000 deep', () => bodies.deepList(10_000)),
	taken('lists nested 100,000 deep', () => bodies.deepList(100_000)),
	taken('objects nested 10,000 deep', () => bodies.deepObject(10_000)),
	taken('one million keys', () => bodies.manyKeys(1_000_000)),
	taken('a call of 100,000 messages', () => bodies.manyMessages(100_000)),
	taken('a call of one million messages that are numbers', () => bodies.oddMessages(1_000_000)),
	taken('runs of one million blanks and zeros', () => bodies.longRuns(1_000_000)),
];

const sizes: HostileCase[] = [
	taken('15.9 MB', () => bodies.ofSize(15.9 * MB)),
	json('16.1 MB', () => bodies.ofSize(16.1 * MB), TOO_LARGE),
	json('64 MB', () => bodies.ofSize(64 * MB), TOO_LARGE),
];

const encoding = (name: string, body: HostileRequest['body'], coding: string) => ({
	name,
	request: { body, headers: [`Content-Encoding: ${coding}`] },
});

const compressed: HostileCase[] = [
	{ ...encoding('gzip', bodies.gzipped, 'gzip'), expected: TAKEN, starts: 1 },
	{ ...encoding('deflate', bodies.deflated, 'deflate'), expected: TAKEN, starts: 1 },
	{ ...encoding('corrupt gzip', bodies.corruptGzip, 'gzip'), expected: FAILED_IN_N8N, starts: 0 },
	{ ...encoding('gzip that is none', () => message, 'gzip'), expected: FAILED_IN_N8N, starts: 0 },
	{ ...encoding('a gzip bomb', bodies.gzipBomb, 'gzip'), expected: FAILED_IN_N8N, starts: 0 },
	{
		...encoding('an unknown encoding, which n8n does not look at', () => message, 'zip'),
		expected: TAKEN,
		starts: 1,
	},
];

const typed = (
	name: string,
	type: string,
	body: HostileRequest['body'],
	expected: HostileCase['expected'],
	starts: 0 | 1 = 0,
): HostileCase => ({ name, request: { body, type }, expected, starts });

const types: HostileCase[] = [
	typed('no content type', '', () => message, TAKEN, 1),
	typed('a type that is none', ';;;=', () => message, TAKEN, 1),
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
	typed('XML that grows to 20 GB', 'application/xml', bodies.billionLaughs, UNPARSABLE),
	typed(
		'XML that means __proto__',
		'text/xml',
		() => '<__proto__><polluted>1</polluted></__proto__>',
		NOT_JSON,
	),
];

const sent = (
	name: string,
	request: HostileRequest,
	expected: HostileCase['expected'],
	starts: 0 | 1 = 0,
): HostileCase => ({ name, request: { body: () => message, ...request }, expected, starts });

const transfers: HostileCase[] = [
	sent(
		'a Content-Length that is too long, then silence',
		{ contentLength: String(message.length + 10), then: 'half-close' },
		BAD_REQUEST,
	),
	sent(
		'a Content-Length that is too short',
		{ contentLength: String(message.length - 10) },
		BAD_REQUEST,
	),
	sent('a Content-Length that is no number', { contentLength: 'many' }, BAD_REQUEST),
	sent('a negative Content-Length', { contentLength: '-1' }, BAD_REQUEST),
	sent('two Content-Lengths', { headers: ['Content-Length: 1'] }, BAD_REQUEST),
	sent(
		'Content-Length and chunks at once',
		{ headers: ['Transfer-Encoding: chunked'] },
		BAD_REQUEST,
	),
	sent(
		'chunks',
		{
			contentLength: null,
			headers: ['Transfer-Encoding: chunked'],
			body: () => `${message.length.toString(16)}\r\n${message}\r\n0\r\n\r\n`,
		},
		TAKEN,
		1,
	),
	sent(
		'a chunk whose size is no number',
		{
			contentLength: null,
			headers: ['Transfer-Encoding: chunked'],
			body: () => `zz\r\n${message}\r\n0\r\n\r\n`,
		},
		BAD_REQUEST,
	),
	sent('an upload that breaks off', { contentLength: String(MB), then: 'break' }, { status: null }),
	sent('a connection that breaks behind the body', { then: 'break' }, {}, 1),
	sent('a slow upload', { slowly: { bytes: 20, pauseMs: 100 } }, TAKEN, 1),
	sent('Expect: 100-continue', { headers: ['Expect: 100-continue'] }, TAKEN, 1),
	sent('HTTP 1.0', { httpVersion: '1.0' }, TAKEN, 1),
	sent(
		'a header of 100 kB',
		{ headers: [`X-Long: ${'x'.repeat(100_000)}`] },
		{ status: 431, text: '', mayBeLost: true },
	),
	sent(
		'10,000 headers',
		{ headers: Array.from({ length: 10_000 }, () => 'X: 1') },
		{ status: 431, text: '', mayBeLost: true },
	),
	sent('a line break in a header', { headers: ['X-A: 1\rX-B: 2'] }, BAD_REQUEST),
	sent(
		'bytes that are not HTTP',
		{ bytes: Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff, 0x00]) },
		BAD_REQUEST,
	),
];

const wrongMethod = (method: string) => ({
	status: 404,
	text: new RegExp(`not registered for ${method} requests`),
});

const methods: HostileCase[] = [
	sent('GET', { method: 'GET' }, wrongMethod('GET')),
	sent('PUT', { method: 'PUT' }, wrongMethod('PUT')),
	sent('PATCH', { method: 'PATCH' }, wrongMethod('PATCH')),
	sent('DELETE', { method: 'DELETE' }, wrongMethod('DELETE')),
	sent('HEAD', { method: 'HEAD' }, { status: 404, text: '' }),
	sent('TRACE', { method: 'TRACE' }, FAILED_IN_N8N),
	sent('OPTIONS', { method: 'OPTIONS' }, { status: 204, text: '' }),
	sent('a method that nobody knows', { method: 'BEYOND' }, BAD_REQUEST),
];

const targets: HostileCase[] = [
	sent('a slash at the end', { target: (right) => right.replace('?', '/?') }, TAKEN, 1),
	sent(
		'two slashes',
		{ target: (right) => right.replace('/webhook/', '/webhook//') },
		NOT_REGISTERED,
	),
	sent(
		'the wrong id',
		{ target: (right) => right.replace(/[0-9a-f]{8}-/, '00000000-') },
		NOT_REGISTERED,
	),
	sent(
		'an id of "__proto__"',
		{ target: (right) => right.replace(/[0-9a-f]{8}-[^/]*/, '__proto__') },
		NOT_REGISTERED,
	),
	sent(
		'the path in capitals',
		{ target: (right) => right.replace(/webhook\?/, 'WEBHOOK?') },
		NOT_REGISTERED,
	),
	sent(
		'dots in the path',
		{ target: (right) => right.replace('/webhook?', '/../webhook?') },
		NOT_REGISTERED,
	),
	sent(
		'a percent sign without digits',
		{ target: (right) => right.replace('?', '%zz?') },
		{ status: 400 },
	),
	sent('a NUL in the path', { target: (right) => right.replace('?', '%00?') }, NOT_REGISTERED),
	sent(
		'a query of 10,000 parameters',
		{ target: (right) => right + '&a=1'.repeat(2_000) },
		TAKEN,
		1,
	),
	sent(
		'a query that means __proto__',
		{ target: (right) => `${right}&__proto__[polluted]=1&constructor[prototype][polluted]=1` },
		TAKEN,
		1,
	),
	sent(
		'the secret missing',
		{ target: (right) => right.replace(/\?.*/, '') },
		{ status: 401, text: /authentic/ },
	),
];

export const cases: HostileCase[] = [
	...eventTypes,
	...texts,
	...shapes,
	...sizes,
	...compressed,
	...types,
	...transfers,
	...methods,
	...targets,
];
