/** Requests that no honest sender makes: the response, the executions, and n8n unharmed. */
import type { RawRequest } from '../support/events/rawRequest';
import { EMPTY_OK } from '../support/events/responses';
import { capturedMessage } from '../support/samples/payloads';
import { FAILED_IN_N8N, testHostile, type HostileCase } from './support/hostile';

const message = JSON.stringify(capturedMessage);
const MB = 1024 * 1024;

const NOT_REGISTERED = { status: 404, text: /not registered/ };
/** By Node's HTTP server, which closes the connection. */
const BAD_REQUEST = { status: 400, text: '' };

const sent = (
	name: string,
	request: RawRequest,
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
	sent('both Content-Length and chunks', { headers: ['Transfer-Encoding: chunked'] }, BAD_REQUEST),
	sent(
		'chunks',
		{
			contentLength: null,
			headers: ['Transfer-Encoding: chunked'],
			body: () => `${message.length.toString(16)}\r\n${message}\r\n0\r\n\r\n`,
		},
		EMPTY_OK,
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
	sent('a connection that breaks after the body', { then: 'break' }, {}, 1),
	sent('a slow upload', { slowly: { bytes: 20, pauseMs: 100 } }, EMPTY_OK, 1),
	sent('Expect: 100-continue', { headers: ['Expect: 100-continue'] }, EMPTY_OK, 1),
	sent('HTTP 1.0', { httpVersion: '1.0' }, EMPTY_OK, 1),
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
	sent('an unknown method', { method: 'BEYOND' }, BAD_REQUEST),
];

const targets: HostileCase[] = [
	sent('a slash at the end', { target: (right) => right.replace('?', '/?') }, EMPTY_OK, 1),
	sent(
		'two slashes',
		{ target: (right) => right.replace('/webhook/', '/webhook//') },
		NOT_REGISTERED,
	),
	sent(
		'another id',
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
		EMPTY_OK,
		1,
	),
	sent(
		'a query that means __proto__',
		{ target: (right) => `${right}&__proto__[polluted]=1&constructor[prototype][polluted]=1` },
		EMPTY_OK,
		1,
	),
	sent(
		'the secret missing',
		{ target: (right) => right.replace(/\?.*/, '') },
		{ status: 401, text: /authentic/ },
	),
];

testHostile('requests', [...transfers, ...methods, ...targets]);
