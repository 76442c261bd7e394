import type { INode } from 'n8n-workflow';
import { CALL_LINK_PATTERN } from '../../../nodes/shared/api/callLink';
import { memberPath, subjectOf } from '../../../nodes/shared/api/paths';
import {
	delayAfter,
	FIRST_DELAY_MS,
	isTransient,
	LONGEST_DELAY_MS,
} from '../../../nodes/shared/api/retry';

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

test.each([
	{ attempt: 1, asked: undefined, waits: FIRST_DELAY_MS },
	{ attempt: 2, asked: undefined, waits: 2 * FIRST_DELAY_MS },
	{ attempt: 3, asked: undefined, waits: 4 * FIRST_DELAY_MS },
	{ attempt: 1, asked: '3', waits: 3_000 },
	{ attempt: 1, asked: '0', waits: FIRST_DELAY_MS },
	{ attempt: 1, asked: '86400', waits: LONGEST_DELAY_MS },
	{ attempt: 1, asked: 'Wed, 21 Oct 2026 07:28:00 GMT', waits: FIRST_DELAY_MS },
	{ attempt: 30, asked: undefined, waits: LONGEST_DELAY_MS },
])(
	'after attempt $attempt, asked to wait "$asked", it waits $waits ms',
	({ attempt, asked, waits }) => {
		expect(delayAfter(attempt, asked)).toBe(waits);
	},
);

test('only 429 and the 5xx may pass', () => {
	const statuses = [301, 400, 401, 404, 408, 422, 429, 500, 503, 599];
	expect(statuses.filter(isTransient)).toEqual([429, 500, 503, 599]);
});

test.each([
	{ pasted: 'https://bey.chat/abc-1', id: 'abc-1' },
	{ pasted: 'http://www.bey.chat/abc-1/', id: 'abc-1' },
	{ pasted: 'bey.chat/abc-1?name=Nathan', id: 'abc-1' },
	{ pasted: 'https://example.com/abc-1', id: undefined },
])('the call link $pasted names the agent $id', ({ pasted, id }) => {
	expect(new RegExp(CALL_LINK_PATTERN).exec(pasted)?.[1]).toBe(id);
});
