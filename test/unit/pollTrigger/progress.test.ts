import {
	isNew,
	loadProgress,
	progressFrom,
	saveProgress,
	tidy,
	type Progress,
} from '../../../nodes/BeyondPresencePollTrigger/progress';
import { MINUTE_MS, SMALL, START } from './account';

const at = (minutes: number): number => START + minutes * MINUTE_MS;

const progress = (done: Array<[string, number]>, more: Partial<Progress> = {}): Progress => ({
	...progressFrom(-Infinity),
	done: new Map(done),
	...more,
});

const numbered = (count: number, end: (index: number) => number): Array<[string, number]> =>
	Array.from({ length: count }, (_, index) => [`c${index}`, end(index)]);

describe('a completed call is', () => {
	const before = progress([['done', at(5)]], {
		floor: at(0),
		awaited: new Set(['awaited']),
		failed: new Map([['failed', 1]]),
	});
	test.each([
		{ what: 'new, when it ended after the floor', id: 'c', end: at(1), expected: true },
		{ what: 'old, when it ended at the floor', id: 'c', end: at(0), expected: false },
		{ what: 'old, when it is done', id: 'done', end: at(5), expected: false },
		{
			what: 'new below the floor, when it was awaited',
			id: 'awaited',
			end: at(-9),
			expected: true,
		},
		{ what: 'new below the floor, when it failed', id: 'failed', end: at(-9), expected: true },
	])('$what', ({ id, end, expected }) => {
		expect(isNew(before, id, end)).toBe(expected);
	});
});

describe('the floor', () => {
	const none = Infinity;
	test.each([
		{
			what: 'stays the overlap behind the latest end',
			...{ done: numbered(3, (index) => at(index)), oldestLeft: none, now: at(60) },
			...{ floor: at(2) - SMALL.overlapMs, kept: 3 },
		},
		{
			what: 'rises so far that only some calls are kept',
			...{ done: numbered(9, (index) => at(index)), oldestLeft: none, now: at(60) },
			...{ floor: at(2), kept: 6 },
		},
		{
			what: 'does not part calls that ended at once',
			...{ done: numbered(9, (index) => at(index < 2 ? 0 : 1)), oldestLeft: none, now: at(60) },
			...{ floor: at(1) - 1, kept: 7 },
		},
		{
			what: 'stays where it is when all calls ended at once',
			...{ done: numbered(9, () => at(0)), oldestLeft: none, now: at(60) },
			...{ floor: at(0) - 1, kept: 9 },
		},
		{
			what: 'never passes a call that is still to be read',
			...{ done: numbered(9, (index) => at(index)), oldestLeft: at(1), now: at(60) },
			...{ floor: at(1) - 1, kept: 8 },
		},
		{
			what: 'is not lifted by a call that claims to end in the future',
			...{ done: numbered(2, (index) => at(index * 1_000_000)), oldestLeft: none, now: at(3) },
			...{ floor: at(3) - SMALL.overlapMs, kept: 2 },
		},
		{
			what: 'needs no call at all',
			...{ done: [], oldestLeft: none, now: at(60), floor: -Infinity, kept: 0 },
		},
	])('$what', ({ done, oldestLeft, now, floor, kept }) => {
		const after = tidy(progress(done), oldestLeft, now, SMALL);
		expect({ floor: after.floor, kept: after.done.size }).toEqual({ floor, kept });
	});

	it('never falls', () => {
		const before = progress([], { floor: at(9) });
		expect(tidy(before, at(1), at(60), SMALL).floor).toBe(at(9));
	});
});

it('a call that is done is no longer awaited', () => {
	const before = progress([['done', at(0)]], { awaited: new Set(['done', 'other']) });
	expect([...tidy(before, Infinity, at(60), SMALL).awaited]).toEqual(['other']);
});

it('of the calls that are awaited and that failed, the latest are kept', () => {
	const before = progress([], {
		awaited: new Set(['a1', 'a2', 'a3', 'a4', 'a5']),
		failed: new Map(numbered(5, (index) => index)),
	});
	const { awaited, failed } = tidy(before, Infinity, at(60), SMALL);
	expect([...awaited]).toEqual(['a2', 'a3', 'a4', 'a5']);
	expect([...failed.keys()]).toEqual(['c1', 'c2', 'c3', 'c4']);
});

describe('the static data', () => {
	it.each([
		{ what: 'a new trigger', before: progressFrom(-Infinity) },
		{
			what: 'an old one, whatever the IDs are',
			before: progress([['__proto__', at(1)]], {
				floor: at(0),
				awaited: new Set(['constructor']),
				failed: new Map([['toString', 3]]),
			}),
		},
	])('carries the progress of $what through JSON', ({ before }) => {
		const staticData = {};
		saveProgress(staticData, before);
		expect(loadProgress(JSON.parse(JSON.stringify(staticData)))).toEqual(before);
	});

	it.each([{}, { progress: 5 }, { progress: { floor: 'soon' } }])(
		'without a progress in it means that this is the first poll',
		(staticData) => expect(loadProgress(staticData)).toBeUndefined(),
	);
});
