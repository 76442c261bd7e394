import type { INode } from 'n8n-workflow';
import { CALL_LINK_PATTERN } from '../../../nodes/shared/api/callLink';
import { memberPath, subjectOf } from '../../../nodes/shared/api/paths';
import {
	isOlderServer,
	isUnknownPath,
	olderPath,
	REMEMBERED_MS,
	rememberServer,
} from '../../../nodes/shared/api/names';
import {
	delayAfter,
	FIRST_DELAY_MS,
	LONGEST_ASKED_DELAY_MS,
	LONGEST_DELAY_MS,
	mayRepeat,
} from '../../../nodes/shared/api/retry';
import { safeForLog } from '../../../nodes/shared/errors';

const node: INode = {
	id: '1',
	name: 'Beyond Presence',
	type: 'beyondPresence',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

test.each([
	{ id: 'jarvis', path: '/v1/agents/jarvis' },
	{ id: ' jarvis\n', path: '/v1/agents/jarvis' },
	{ id: 'a/b?c#d', path: '/v1/agents/a%2Fb%3Fc%23d' },
	{ id: '...a', path: '/v1/agents/...a' },
])('the ID "$id" stays one part of the path', ({ id, path }) => {
	expect(memberPath(node, 'agents', id)).toBe(path);
	expect(subjectOf(path)).toEqual({ what: 'agent', id: id.trim() });
});

test.each(['', ' ', '.', '..'])('the ID "%s" is refused', (id) => {
	expect(() => memberPath(node, 'agents', id)).toThrow('The ID of the agent is missing');
});

const NOW = Date.UTC(2026, 9, 21, 7, 28, 0);

test.each([
	{ attempt: 1, asked: undefined, waits: FIRST_DELAY_MS },
	{ attempt: 2, asked: undefined, waits: 2 * FIRST_DELAY_MS },
	{ attempt: 3, asked: undefined, waits: 4 * FIRST_DELAY_MS },
	{ attempt: 30, asked: undefined, waits: LONGEST_DELAY_MS },
	{ attempt: 1, asked: '3', waits: 3_000 },
	{ attempt: 1, asked: '1.5', waits: 1_500 },
	{ attempt: 1, asked: '0', waits: FIRST_DELAY_MS },
	{ attempt: 1, asked: '60', waits: LONGEST_ASKED_DELAY_MS },
	{ attempt: 1, asked: '61', waits: undefined },
	{ attempt: 1, asked: 'Wed, 21 Oct 2026 07:28:05 GMT', waits: 5_000 },
	{ attempt: 1, asked: 'Wed, 21 Oct 2026 07:20:00 GMT', waits: FIRST_DELAY_MS },
	{ attempt: 1, asked: 'Wed, 21 Oct 2026 08:28:00 GMT', waits: undefined },
	{ attempt: 1, asked: ' 2.25 ', waits: 2_250 },
	{ attempt: 1, asked: '3 seconds', waits: FIRST_DELAY_MS },
	{ attempt: 1, asked: 'in 3', waits: FIRST_DELAY_MS },
	{ attempt: 1, asked: 'soon', waits: FIRST_DELAY_MS },
	{ attempt: 1, asked: '-5', waits: FIRST_DELAY_MS },
])(
	'after attempt $attempt, asked to wait "$asked", it waits $waits ms',
	({ attempt, asked, waits }) => {
		expect(delayAfter(attempt, { retryAfter: asked }, NOW)).toBe(waits);
	},
);

test('it does not wait past the deadline of its caller', () => {
	expect(delayAfter(1, {}, NOW, NOW + FIRST_DELAY_MS)).toBeUndefined();
	expect(delayAfter(1, {}, NOW, NOW + FIRST_DELAY_MS + 1)).toBe(FIRST_DELAY_MS);
});

test.each([
	{ method: 'GET', repeated: [undefined, 429, 500, 503, 599] },
	{ method: 'DELETE', repeated: [undefined, 429, 500, 503, 599] },
	{ method: 'PUT', repeated: [undefined, 429, 500, 503, 599] },
	{ method: 'POST', repeated: [429] },
	{ method: 'PATCH', repeated: [429] },
])('a $method is sent again after $repeated alone', ({ method, repeated }) => {
	const statuses = [undefined, 301, 400, 401, 402, 403, 404, 408, 422, 429, 500, 503, 599];
	expect(statuses.filter((statusCode) => mayRepeat(method, { statusCode }))).toEqual(repeated);
});

describe('the older name', () => {
	test.each([
		{ method: 'GET', path: '/v1/conversations', older: '/v1/calls' },
		{ method: 'GET', path: '/v1/conversations/a%2Fb/messages', older: '/v1/calls/a%2Fb/messages' },
		{ method: 'POST', path: '/v1/livekit-rooms', older: '/v1/calls' },
		{ method: 'GET', path: '/v1/conversations-of-tomorrow', older: undefined },
		{ method: 'GET', path: '/v1/agents/conversations', older: undefined },
		{ method: 'GET', path: '/v1/usage', older: undefined },
	])('of $method $path is $older', ({ method, path, older }) => {
		expect(olderPath(method, path)).toBe(older);
	});

	test.each([
		{ statusCode: 404, body: { detail: 'Not Found' }, isUnknown: true },
		{ statusCode: 404, body: { detail: 'Not Found', request_id: 'r' }, isUnknown: true },
		{ statusCode: 404, body: { detail: 'Conversation not found' }, isUnknown: false },
		{ statusCode: 404, body: 'Not Found', isUnknown: false },
		{ statusCode: 405, body: { detail: 'Not Found' }, isUnknown: false },
	])('is tried after $statusCode $body: $isUnknown', ({ isUnknown, ...response }) => {
		expect(isUnknownPath(response)).toBe(isUnknown);
	});

	test('is remembered for a base URL, for an hour, for a hundred of them', () => {
		rememberServer('https://old', true, NOW);
		expect(isOlderServer('https://old', NOW + REMEMBERED_MS - 1)).toBe(true);
		expect(isOlderServer('https://old', NOW + REMEMBERED_MS)).toBe(false);
		expect(isOlderServer('https://other', NOW)).toBe(false);
		rememberServer('https://old', false, NOW);
		expect(isOlderServer('https://old', NOW)).toBe(false);
		for (let number = 0; number <= 100; number++) {
			rememberServer(`https://old${number}`, true, NOW);
		}
		expect(isOlderServer('https://old0', NOW)).toBe(false);
		expect(isOlderServer('https://old100', NOW)).toBe(true);
	});
});

test.each([
	{ pasted: 'https://bey.chat/abc-1', id: 'abc-1' },
	{ pasted: 'http://www.bey.chat/abc-1/', id: 'abc-1' },
	{ pasted: 'bey.chat/abc-1?name=Nathan', id: 'abc-1' },
	{ pasted: 'https://example.com/abc-1', id: undefined },
])('the call link $pasted names the agent $id', ({ pasted, id }) => {
	expect(new RegExp(CALL_LINK_PATTERN).exec(pasted)?.[1]).toBe(id);
});

test.each([
	{ text: 'call 1', safe: 'call 1' },
	{ text: 'Ünïcödé 😀', safe: 'Ünïcödé 😀' },
	{ text: 'a\nERROR forged', safe: 'a\\u000aERROR forged' },
	{ text: 'a\r\n\u001b[31mred', safe: 'a\\u000d\\u000a\\u001b[31mred' },
	{ text: 'a\u2028b\u2029c\u0085d\u202ee', safe: 'a\\u2028b\\u2029c\\u0085d\\u202ee' },
	{ text: 'half \ud83d', safe: 'half \\ud83d' },
	{ text: 'x'.repeat(5_000_000), safe: `${'x'.repeat(300)}…` },
])('the text $safe is safe for a log', ({ text, safe }) => {
	expect(safeForLog(text)).toBe(safe);
});
