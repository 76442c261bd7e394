/** What is kept between polls: as a string, within its bounds, whatever the IDs are. */
import { OrderWatch } from '../../../nodes/shared/calls/order';
import { takeTurn } from '../../../nodes/BeyondPresencePollTrigger/state/overlap';
import { progressFrom } from '../../../nodes/BeyondPresencePollTrigger/state/progress';
import {
	readEarlier,
	readSaved,
	toSaved,
} from '../../../nodes/BeyondPresencePollTrigger/state/savedProgress';
import { Taken } from '../../../nodes/BeyondPresencePollTrigger/state/taken';
import { readCall } from '../../../nodes/shared/calls/call';
import { iso, MINUTE_MS, START } from './world';

const ODD_IDS = ['__proto__', 'constructor', '', 'ü'.repeat(5_000), '\n'];

describe('the calls taken', () => {
	it.each(ODD_IDS)('carry the ID %# through a string', (id) => {
		const taken = new Taken();
		taken.add(id, START);
		const read = Taken.from(taken.toString());
		expect([read.has(id), read.has(`${id}x`), read.size]).toEqual([true, false, 1]);
	});

	it.each([-1, 0, Infinity, 1e18])('carry the end %p', (end) => {
		const taken = new Taken();
		taken.add('c1', end);
		expect(Taken.from(taken.toString()).has('c1')).toBe(true);
	});

	it('forget the earliest ends beyond their limit, and say which was the last of them', () => {
		const taken = new Taken();
		// In an order of neither the first end nor the last one first.
		for (const minute of [7, 2, 12, 0, 9, 4, 1, 11, 6, 3, 10, 5, 8])
			taken.add(`c${minute}`, START + minute * MINUTE_MS);
		expect(taken.trim(13)).toBe(-Infinity);
		expect(taken.trim(10)).toBe(START + 4 * MINUTE_MS - 1);
		expect([taken.has('c3'), taken.has('c4'), taken.size]).toEqual([false, true, 9]);
	});

	it('ignore a string that is cut off', () => {
		const taken = new Taken();
		taken.add('c1', START);
		taken.add('c2', START);
		expect(Taken.from(taken.toString().slice(0, -1)).size).toBe(1);
	});

	it('ignore a record without a time', () => {
		const taken = new Taken();
		taken.add('c1', START);
		const records = `??????abcdefgh${taken.toString()}`;
		expect(Taken.from(records)).toStrictEqual(taken);
	});
});

describe('the progress', () => {
	const full = () => {
		const progress = progressFrom(-Infinity, START);
		progress.taken.add('c1', START);
		const queued = {
			endedAt: undefined,
			foundAt: START,
			attempts: 1,
			tryAfter: START + 1,
			refusals: 1,
		};
		progress.queue.set('__proto__', { ...queued, entry: { id: '__proto__', odd: [null] } });
		progress.queue.set('large', { ...queued, endedAt: START, entry: undefined });
		progress.unfinished.set('constructor', { hasStarted: true, seenAt: START, since: START - 1 });
		progress.gaps.push({ cursor: 'a', floor: -Infinity, recent: ['x'], failures: 2 });
		progress.sweep = { cursor: 'b', failures: 0, isUnordered: true };
		progress.tail = 'c';
		return progress;
	};

	it.each([
		{ what: 'new', progress: progressFrom(-Infinity) },
		{ what: 'of everything', progress: full() },
	])('$what goes through JSON', ({ progress }) => {
		const saved = JSON.parse(JSON.stringify(toSaved({ kind: 'progress', progress }))) as unknown;
		expect(readSaved(saved)).toStrictEqual({ kind: 'progress', progress });
	});

	it('waits for its first poll, and keeps since when', () => {
		const waiting = { kind: 'waiting', since: START } as const;
		expect(readSaved(JSON.parse(JSON.stringify(toSaved(waiting))))).toStrictEqual(waiting);
	});

	it('is a new one in all parts that are missing', () => {
		const progress = progressFrom(-Infinity);
		expect(readSaved({ floor: null, sweepFloor: null })).toStrictEqual({
			kind: 'progress',
			progress,
		});
	});

	it('is read from what versions before 1.0.0 kept', () => {
		const earlier = { floor: null, done: [['done', START]], awaited: ['long'], failed: [['f', 2]] };
		const expected = progressFrom(-Infinity);
		expected.taken.add('done', START);
		expected.taken.add('f', START + MINUTE_MS);
		expected.unfinished.set('long', { hasStarted: true, seenAt: 0, since: 0 });
		const untried = { endedAt: undefined, attempts: 0, tryAfter: 0, refusals: 0, entry: undefined };
		expected.queue.set('f', { ...untried, foundAt: START + MINUTE_MS });
		expect(readEarlier(earlier, START + MINUTE_MS)).toStrictEqual(expected);
		expect(readEarlier({ ...earlier, floor: START }, START)?.floor).toBe(START);
	});

	it('is without the parts that cannot be read, and keeps the others', () => {
		const saved = { ...toSaved({ kind: 'progress', progress: full() }), queue: 5, gaps: [{}] };
		const read = readSaved(saved);
		expect(read).toMatchObject({ progress: { gaps: [], tail: 'c' } });
	});

	it('of a version that did not count refusals and ages keeps its calls', () => {
		const saved = toSaved({ kind: 'progress', progress: full() });
		const earlier = JSON.parse(JSON.stringify(saved), (key, value: unknown) =>
			key === 'refusals' || key === 'since' ? undefined : value,
		) as unknown;
		const read = readSaved(earlier);
		if (read?.kind !== 'progress') throw new Error('The progress was not read');
		expect([...read.progress.queue.keys()]).toEqual(['__proto__', 'large']);
		expect([...read.progress.unfinished.keys()]).toEqual(['constructor']);
	});

	it.each([undefined, null, 5, [], {}, { floor: 'soon' }])('is none in %p', (value) => {
		expect(readSaved(value)).toBeUndefined();
		expect(readEarlier(value, START)).toBeUndefined();
	});
});

describe('of polls at the same time', () => {
	it('one works, until it ends', () => {
		const first = takeTurn('a', START);
		expect(takeTurn('a', START + MINUTE_MS)).toBeUndefined();
		expect(takeTurn('b', START)).toBeDefined();
		first?.end();
		expect(takeTurn('a', START + MINUTE_MS)).toBeDefined();
	});

	it('one that never ends is replaced, and learns that', () => {
		const first = takeTurn('c', START);
		const second = takeTurn('c', START + 16 * MINUTE_MS);
		expect([first?.isOver(), second?.isOver()]).toEqual([true, false]);
		first?.end();
		expect(takeTurn('c', START + 17 * MINUTE_MS)).toBeUndefined();
	});
});

describe('a list is most recent first', () => {
	const watched = (times: Array<[start: number, end?: number]>, now?: number) => {
		const watch = new OrderWatch(now);
		for (const [start, end] of times) {
			const ended = end === undefined ? null : iso(START + end * MINUTE_MS);
			watch.note(
				readCall({ id: 'c', started_at: iso(START + start * MINUTE_MS), ended_at: ended }),
			);
		}
		return watch.isMostRecentFirst;
	};
	it.each([
		{ what: 'by starts', times: [[9, 20], [8, 30], [7]], expected: true },
		{ what: 'by ends', times: [[1, 30], [9, 20], [5]], expected: true },
		{
			what: 'not by either',
			times: [
				[1, 2],
				[9, 20],
			],
			expected: false,
		},
		{
			what: 'although calls started together',
			times: [
				[9, 9.5],
				[9.5, 9.9],
			],
			expected: true,
		},
	] as const)('$what', ({ times, expected }) => {
		expect(watched(times.map(([start, end]) => [start, end]))).toBe(expected);
	});

	it('also if only calls of long ago are out of order', () => {
		expect(
			watched(
				[
					[1, 2],
					[9, 20],
				],
				START + 9 * 24 * 60 * MINUTE_MS,
			),
		).toBe(true);
	});
});
