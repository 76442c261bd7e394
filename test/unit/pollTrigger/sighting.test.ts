import { NO_ID, readSighting } from '../../../nodes/BeyondPresencePollTrigger/sighting';
import { completed, iso, ongoing, START } from './account';

const withEnd = (ended_at: unknown) => ({
	...completed('c', START),
	status: { type: 'completed', started_at: iso(START), ended_at },
});

test.each([
	{ written: '2025-05-28T10:00:00Z' },
	{ written: '2025-05-28T10:00:00.000000+00:00' },
	{ written: '2025-05-28T12:00:00+02:00' },
	{ written: '2025-05-28T10:00:00' },
])('the end $written is read, without an offset as UTC', ({ written }) => {
	expect(readSighting(withEnd(written))).toMatchObject({ kind: 'completed', endedAt: START });
});

test.each([
	{ what: 'is going on', entry: ongoing('c'), kind: 'ongoing' },
	{
		what: 'has not started',
		entry: { id: 'c', agent_id: 'a', status: { type: 'to_start' } },
		kind: 'notStarted',
	},
])('a call that $what is told from others', ({ entry, kind }) => {
	expect(readSighting(entry)).toMatchObject({ kind, id: 'c' });
});

test.each([
	{ what: 'an unknown status', entry: { id: 'c', agent_id: 'a', status: { type: 'failed' } } },
	{ what: 'an end that is no time', entry: withEnd('soon') },
	{ what: 'no end', entry: withEnd(undefined) },
	{ what: 'no agent', entry: { ...completed('c', START), agent_id: null } },
	{ what: 'no status', entry: { id: 'c' } },
])('an entry with $what cannot be read, which is told with its ID', ({ entry }) => {
	expect(readSighting(entry)).toMatchObject({
		kind: 'unreadable',
		id: 'c',
		reason: expect.any(String),
	});
});

test.each([null, 5, 'call', [], {}, { id: 7 }])(
	'an entry without an ID (%j) cannot be read either',
	(entry) => expect(readSighting(entry)).toMatchObject({ kind: 'unreadable', id: NO_ID }),
);
