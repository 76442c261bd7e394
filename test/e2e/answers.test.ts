/** The response to every kind of body, no unwanted execution, and n8n alive. */
import {
	EMPTY_OK,
	notAString,
	notAnObject,
	NO_EVENT_TYPE,
	NOT_JSON,
	NOT_SELECTED,
	TEST_OK,
} from '../support/events/responses';
import { Listener } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import { capturedMessage, unknownEvent } from '../support/samples/payloads';

const MB = 1024 * 1024;
const message = JSON.stringify(capturedMessage);
const nested = (depth: number) =>
	`{"event_type":"message","call_id":"deep","deep":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const sized = (bytes: number) => JSON.stringify({ ...capturedMessage, filler: 'x'.repeat(bytes) });

interface Case {
	name: string;
	body: string | Buffer | FormData;
	type?: string;
	expected: { status: number; text?: string };
	/** How many executions it starts. */
	starts: 0 | 1;
}

const cases: Case[] = [
	{ name: 'a selected event', body: message, expected: EMPTY_OK, starts: 1 },
	{
		name: 'an event that is not selected',
		body: JSON.stringify(unknownEvent),
		expected: NOT_SELECTED,
		starts: 0,
	},
	{ name: 'a test', body: '{"event_type":"test"}', expected: TEST_OK, starts: 0 },
	{ name: 'null', body: 'null', expected: notAnObject('null'), starts: 0 },
	{ name: '1', body: '1', expected: notAnObject('1'), starts: 0 },
	{ name: '"x"', body: '"x"', expected: notAnObject('"x"'), starts: 0 },
	{ name: 'true', body: 'true', expected: notAnObject('true'), starts: 0 },
	{ name: '[]', body: '[]', expected: notAnObject('an array'), starts: 0 },
	{ name: '[event]', body: `[${message}]`, expected: notAnObject('an array'), starts: 0 },
	{ name: '{}', body: '{}', expected: NO_EVENT_TYPE, starts: 0 },
	{ name: 'nothing', body: '', expected: notAnObject('nothing'), starts: 0 },
	{
		name: 'nothing, without a type',
		body: '',
		type: '',
		expected: notAnObject('nothing'),
		starts: 0,
	},
	{
		name: 'an event type that is a number',
		body: '{"event_type":5}',
		expected: notAString('5'),
		starts: 0,
	},
	{ name: 'malformed JSON', body: '{"event_type":', expected: { status: 422 }, starts: 0 },
	{
		name: 'a form',
		body: 'event_type=message',
		type: 'application/x-www-form-urlencoded',
		expected: NOT_JSON,
		starts: 0,
	},
	{
		name: 'an event sent as a form, as curl does by default',
		body: message,
		type: 'application/x-www-form-urlencoded',
		expected: EMPTY_OK,
		starts: 1,
	},
	{ name: 'text', body: 'hello', type: 'text/plain', expected: NOT_JSON, starts: 0 },
	{
		name: 'an event sent as text',
		body: message,
		type: 'text/plain',
		expected: EMPTY_OK,
		starts: 1,
	},
	{
		name: 'XML',
		body: '<event_type>message</event_type>',
		type: 'application/xml',
		expected: NOT_JSON,
		starts: 0,
	},
	{
		name: 'an unlisted content type',
		body: Buffer.from([0xff, 0xfe, 0x00]),
		type: 'application/octet-stream',
		expected: NOT_JSON,
		starts: 0,
	},
	{
		name: 'an event under an unlisted content type',
		body: message,
		type: 'application/vnd.bey+json; charset=utf-8',
		expected: EMPTY_OK,
		starts: 1,
	},
	{ name: 'an event of 1 MB', body: sized(MB), expected: EMPTY_OK, starts: 1 },
	{ name: 'an event of 15 MB', body: sized(15 * MB), expected: EMPTY_OK, starts: 1 },
	{ name: 'an event nested 10,000 deep', body: nested(10_000), expected: EMPTY_OK, starts: 1 },
	{
		name: 'an event with a key __proto__',
		body: '{"event_type":"message","__proto__":{"polluted":1},"call_data":{"__proto__":{"agentId":5}}}',
		expected: EMPTY_OK,
		starts: 1,
	},
	{
		name: 'an event with a key constructor',
		body: '{"event_type":"message","constructor":{"prototype":{"polluted":1}},"call_id":{"constructor":1}}',
		expected: EMPTY_OK,
		starts: 1,
	},
	{
		name: 'an event type that comes only from __proto__',
		body: '{"__proto__":{"event_type":"message"}}',
		expected: NO_EVENT_TYPE,
		starts: 0,
	},
];

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);
	let listener: Listener;
	beforeEach(async () => {
		listener = await Listener.start(n8n.client);
	});

	it.each(cases)('$name gets its response', async ({ body, type, expected, starts }) => {
		const headers = new Headers();
		if (type !== '') headers.set('content-type', type ?? 'application/json');
		const response = await fetch(listener.url, {
			method: 'POST',
			headers,
			body: type === '' ? undefined : body,
		});
		const text = await response.text();
		expect({ status: response.status, text }).toMatchObject(expected);

		// One more event: n8n is alive, and every execution of the request before is stored by now.
		expect(await listener.post(capturedMessage)).toMatchObject(EMPTY_OK);
		const executions = await listener.receivedIn(starts + 1);
		expect(executions[starts]).toHaveProperty('Message');
	});

	it('a form of several parts is refused', async () => {
		const body = new FormData();
		body.set('event_type', 'message');
		const response = await fetch(listener.url, { method: 'POST', body });
		expect({ status: response.status, text: await response.text() }).toEqual(NOT_JSON);
		expect(await listener.countExecutions()).toBe(0);
	});
});
