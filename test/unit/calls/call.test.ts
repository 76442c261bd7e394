import { readCall } from '../../../nodes/shared/calls/call';
import { callEndedItemOf } from '../../../nodes/shared/calls/callEndedFromApi';

const STARTED = '2025-05-28T10:00:00Z';
const ENDED = '2025-05-28T10:03:30Z';
const completed = { type: 'completed', started_at: STARTED, ended_at: ENDED };

describe('the state of a call is', () => {
	it.each([
		{ what: 'its type', raw: { status: completed }, state: 'completed' },
		{ what: 'its type, in any spelling', raw: { status: { type: ' Ongoing ' } }, state: 'ongoing' },
		{ what: 'a status that is a string', raw: { status: 'to_start' }, state: 'to_start' },
		{ what: 'unknown for a newer type', raw: { status: { type: 'expired' } }, state: 'unknown' },
		{
			what: 'unknown for a newer type, also with an end',
			raw: { status: { type: 'expired', ended_at: ENDED } },
			state: 'unknown',
		},
		{
			what: 'completed without a type, if there is an end',
			raw: { status: { started_at: STARTED, ended_at: ENDED } },
			state: 'completed',
		},
		{
			what: 'completed in the flat form, if there is an end',
			raw: { started_at: '2025-05-28T10:00:00', ended_at: '2025-05-28T10:03:30' },
			state: 'completed',
		},
		{
			what: 'ongoing in the flat form without an end',
			raw: { started_at: STARTED, ended_at: null },
			state: 'ongoing',
		},
		{ what: 'unknown if nothing is said', raw: {}, state: 'unknown' },
		{ what: 'unknown if the status is null', raw: { status: null }, state: 'unknown' },
		{ what: 'unknown if the end is no time', raw: { ended_at: 'soon' }, state: 'unknown' },
		{ what: 'unknown if the type is no string', raw: { status: { type: 5 } }, state: 'unknown' },
	])('$what', ({ raw, state }) => expect(readCall({ id: 'c1', ...raw }).state).toBe(state));
});

it.each([
	{ id: 5, expected: '5' },
	{ id: ' c1 ', expected: 'c1' },
	{ id: null, expected: '' },
	{ id: '  ', expected: '' },
	{ id: {}, expected: '' },
])('the ID $id is read as "$expected"', ({ id, expected }) => {
	expect(readCall({ id }).id).toBe(expected);
});

describe('the item of a call', () => {
	it('keeps everything that it has no field for', () => {
		const call = readCall({
			id: 'c1',
			agent_id: 'agent',
			user_name: ' ',
			user_email: 'nathan@example.com',
			tags: { campaign: 'spring' },
			recording_url: 'https://example.com',
			status: { ...completed, reason: 'hung up' },
		});
		expect(callEndedItemOf(call, [])).toMatchObject({
			user_name: null,
			duration_minutes: 3.5,
			extra: {
				user_email: 'nathan@example.com',
				tags: { campaign: 'spring' },
				recording_url: 'https://example.com',
				status: { reason: 'hung up' },
			},
		});
		const { call: details, extra } = callEndedItemOf(call, [], { addDetails: true });
		expect(details).toEqual({
			user_email: 'nathan@example.com',
			tags: { campaign: 'spring' },
			status: { ...completed, reason: 'hung up' },
		});
		expect(extra).toEqual({ recording_url: 'https://example.com', status: { reason: 'hung up' } });
	});

	it.each([null, 'many', { detail: 'none' }, 5])(
		'says what is odd about the messages %p',
		(odd) => {
			const item = callEndedItemOf(readCall({ id: 'c1', status: completed }), odd);
			expect(item).toMatchObject({ call_id: 'c1', messages: [], transcript: null });
		},
	);

	it('says why there are no messages', () => {
		const call = readCall({ id: 'c1', agent_id: 7, status: completed });
		expect(
			callEndedItemOf(call, undefined, { withoutMessages: 'messages: HTTP 404' }),
		).toMatchObject({
			...{ agent_id: null, messages_count: null, messages: [], transcript: null },
			extra: { agent_id: 7 },
			issues: ['agent_id: expected a string, got 7', 'messages: HTTP 404'],
		});
	});
});
