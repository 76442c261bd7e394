import {
	progressFrom,
	type Limits,
	type Progress,
} from '../../../nodes/BeyondPresencePollTrigger/progress';
import {
	FAILURES_IN_A_ROW,
	pollCalls,
	startFromNow,
} from '../../../nodes/BeyondPresencePollTrigger/recover';
import { completed, iso, MINUTE_MS, ongoing, SMALL, sourceOf, START } from './account';

const at = (minutes: number): number => START + minutes * MINUTE_MS;
const NOW = at(60);

type Setup = { limits?: Partial<Limits>; failing?: string[]; agents?: string[]; late?: boolean };

async function poll(list: unknown[], before: Progress = progressFrom(at(0)), setup: Setup = {}) {
	const { limits, failing, agents, late = false } = setup;
	const result = await pollCalls(before, {
		source: sourceOf(() => list, { failing: new Set(failing) }),
		isWanted: (agent) => agent === undefined || (agents?.includes(agent) ?? true),
		limits: { ...SMALL, ...limits },
		now: NOW,
		isLate: () => late,
	});
	return { ...result, given: result.items.map(({ call_id }) => call_id) };
}

it('gives the calls as the Call Ended items of the webhook trigger, earliest end first', async () => {
	const { items } = await poll([completed('c2', at(2)), completed('c1', at(1))]);
	expect(items).toMatchObject([
		{
			event_type: 'call_ended',
			call_id: 'c1',
			agent_id: 'agent',
			topic: null,
			duration_minutes: 1,
			ended_at: iso(at(1)),
			transcript: 'Agent: Hello from c1',
		},
		{ call_id: 'c2' },
	]);
});

it('gives as many calls as one poll may, and the others at the next polls', async () => {
	const list = [5, 3, 1, 7, 2, 6, 4].map((minute) => completed(`c${minute}`, at(minute)));
	const first = await poll(list);
	const second = await poll(list, first.progress);
	const third = await poll(list, second.progress);
	const fourth = await poll(list, third.progress);
	expect([first.given, second.given, third.given, fourth.given]).toEqual([
		['c1', 'c2', 'c3'],
		['c4', 'c5', 'c6'],
		['c7'],
		[],
	]);
});

it('gives a call once that stands on two pages', async () => {
	const twice = completed('c1', at(1));
	expect((await poll([twice, ongoing('c2'), twice])).given).toEqual(['c1']);
});

it('gives a call once that ends between two pages, where both tell of it', async () => {
	const list = [ongoing('c1'), ongoing('c2'), completed('c1', at(1))];
	const first = await poll(list);
	expect(first.given).toEqual(['c1']);
	expect((await poll(list, first.progress)).given).toEqual([]);
});

it('gives a call that was seen going on, however long ago it claims to have ended', async () => {
	const before = await poll([ongoing('c1'), completed('c2', at(50))]);
	const list = [completed('c1', at(-500)), completed('c2', at(50))];
	const after = await poll(list, before.progress);
	expect(after.given).toEqual(['c1']);
	expect((await poll(list, after.progress)).given).toEqual([]);
});

it('leaves the calls of other agents alone, for good', async () => {
	const list = [completed('c1', at(1), 'other'), completed('c2', at(2))];
	const first = await poll(list, undefined, { agents: ['agent'], failing: ['c1'] });
	expect(first).toMatchObject({ given: ['c2'], failures: [] });
	expect((await poll(list, first.progress)).given).toEqual([]);
});

describe('a call that cannot be read', () => {
	const odd = { id: 'odd', agent_id: 'agent', status: { type: 'failed' } };
	const list = [completed('c1', at(1)), completed('c2', at(2)), odd];

	it('stops no other, and is told with its reason', async () => {
		const { given, failures } = await poll(list, undefined, { failing: ['c1'] });
		expect(given).toEqual(['c2']);
		expect(failures).toEqual([
			{ id: 'odd', reason: expect.stringContaining('status'), attempts: 1 },
			{ id: 'c1', reason: 'HTTP 500', attempts: 1 },
		]);
	});

	it('is tried again at each poll, which is counted, and given when it can be read', async () => {
		const first = await poll(list, undefined, { failing: ['c1'] });
		const second = await poll(list, first.progress, { failing: ['c1'] });
		expect(second.failures.map(({ attempts }) => attempts)).toEqual([2, 2]);
		const mended = [list[0], list[1], completed('odd', at(-900))];
		const third = await poll(mended, second.progress);
		expect(third).toMatchObject({ given: ['odd', 'c1'], failures: [] });
		expect(third.progress.failed.size).toBe(0);
		expect((await poll(mended, third.progress)).given).toEqual([]);
	});

	it('is forgotten when it is no longer in the list', async () => {
		const first = await poll(list, undefined, { failing: ['c1'] });
		const second = await poll([list[1]], first.progress);
		expect(second).toMatchObject({ given: [], failures: [] });
		expect(second.progress.failed.size).toBe(0);
	});

	it('of an agent that is not wanted is not told', async () => {
		const others = [{ ...odd, agent_id: 'other' }];
		expect((await poll(others, undefined, { agents: ['agent'] })).failures).toEqual([]);
	});

	it('does not keep the floor down', async () => {
		const failing = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'];
		const many = [...failing.map((id) => completed(id, at(1))), completed('good', at(50))];
		let { progress } = await poll(many, undefined, { failing });
		for (let polls = 0; polls < 5; polls++) {
			({ progress } = await poll(many, progress, { failing, limits: { keptIds: 9 } }));
		}
		expect(progress.floor).toBe(at(50) - SMALL.overlapMs);
	});
});

describe('a poll leaves calls to the next one', () => {
	const list = [1, 2, 3, 4, 5].map((minute) => completed(`c${minute}`, at(minute)));

	it('when several in a row cannot be read', async () => {
		const failing = ['c1', 'c2', 'c3'];
		expect(failing).toHaveLength(FAILURES_IN_A_ROW);
		const first = await poll(list, undefined, { failing, limits: { callsPerPoll: 9 } });
		expect(first.given).toEqual([]);
		const second = await poll(list, first.progress, { failing, limits: { callsPerPoll: 9 } });
		expect(second.given).toEqual(['c4', 'c5']);
	});

	it('when its time is over', async () => {
		const first = await poll(list, undefined, { late: true });
		expect(first.given).toEqual([]);
		expect((await poll(list, first.progress)).given).toEqual(['c1', 'c2', 'c3']);
	});
});

describe('where the list cannot be read to its end', () => {
	const broken = (list: unknown[]) => ({
		...sourceOf(() => list),
		async *pages() {
			yield list;
			throw new Error('HTTP 503');
		},
	});
	const options = { isWanted: () => true, limits: SMALL, now: NOW };

	it('the pages before are used, and the error is told', async () => {
		const source = broken([completed('c1', at(1))]);
		const { items, listError } = await pollCalls(progressFrom(at(0)), { ...options, source });
		expect(items).toHaveLength(1);
		expect(listError).toEqual(new Error('HTTP 503'));
	});

	it('the floor stays, because an older call may stand on the other pages', async () => {
		const source = broken([completed('c1', at(50))]);
		const { progress } = await pollCalls(progressFrom(at(0)), { ...options, source });
		expect((await poll([completed('c2', at(1))], progress)).given).toEqual(['c2']);
	});

	it('again and again, memory stays bounded', async () => {
		let progress = progressFrom(at(0));
		for (let round = 0; round < 20; round++) {
			const list = [1, 2, 3].map((each) => completed(`c${round}-${each}`, at(round)));
			({ progress } = await pollCalls(progress, { ...options, source: broken(list) }));
		}
		expect(progress.done.size).toBeLessThan(2 * SMALL.keptCalls + SMALL.callsPerPoll);
	});

	it('a trigger does not start, because old calls would be new', async () => {
		await expect(startFromNow(broken([]), SMALL, NOW)).rejects.toThrow('HTTP 503');
	});
});

it('a new trigger gives the calls that end after it started, whatever the clocks say', async () => {
	const list = [completed('old', at(9_999)), ongoing('c1'), ongoing('c2')];
	const before = await startFromNow(
		sourceOf(() => list),
		SMALL,
		NOW,
	);
	const later = [list[0], completed('c1', at(-9_999)), completed('c2', at(9_999))];
	expect((await poll(later, before)).given).toEqual(['c1', 'c2']);
});

it('a new trigger keeps no more of a long list than it needs', async () => {
	const list = Array.from({ length: 500 }, (_, index) => completed(`c${index}`, at(index)));
	const { done } = await startFromNow(
		sourceOf(() => list),
		SMALL,
		at(500),
	);
	expect(done.size).toBe(SMALL.keptCalls);
});
