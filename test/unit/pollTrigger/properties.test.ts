/** Whatever happens between and during polls: each call that ends is given once. */
import type { IDataObject } from 'n8n-workflow';
import fc from 'fast-check';
import {
	loadProgress,
	saveProgress,
	type Limits,
} from '../../../nodes/BeyondPresencePollTrigger/progress';
import {
	FAILURES_IN_A_ROW,
	pollCalls,
	startFromNow,
} from '../../../nodes/BeyondPresencePollTrigger/recover';
import { completed, MINUTE_MS, ongoing, SMALL, START } from './account';

const RUNS = { numRuns: 100 };

const everyone = () => true;

/** How the API lists its calls: not documented, so anything, and another at each page. */
const order = fc.constantFrom('oldestFirst', 'newestFirst', 'shuffled');

/**
 * @param longestLate how much earlier than now a call may claim to have ended, in ms
 * @param shift how many calls may be added before a page is read, which shifts what stands on it
 */
const stepWith = (longestLate: number, shift: number) =>
	fc.oneof(
		fc.record({ kind: fc.constant('start' as const), count: fc.integer({ min: 1, max: 5 }) }),
		fc.record({
			kind: fc.constant('end' as const),
			count: fc.integer({ min: 1, max: 5 }),
			late: fc.integer({ min: 0, max: longestLate }),
		}),
		fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 30 }) }),
		fc.record({
			kind: fc.constant('poll' as const),
			order,
			/** Calls that end, and that are added, before each of the pages. */
			endsDuring: fc.array(fc.nat({ max: 2 }), { maxLength: 4 }),
			startsDuring: fc.array(fc.nat({ max: shift }), { maxLength: 4 }),
			/** Calls whose messages cannot be had. */
			failing: fc.array(fc.nat({ max: 20 }), { maxLength: 4 }),
			/** The page that cannot be read, if any. */
			brokenPage: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
		}),
		/** n8n is ended, and goes on with what it saved last. */
		fc.record({ kind: fc.constant('restart' as const) }),
	);

const stepsWith = (longestLate: number, shift: number) =>
	fc.array(stepWith(longestLate, shift), { minLength: 10, maxLength: 80 });

type Step = ReturnType<typeof stepWith> extends fc.Arbitrary<infer One> ? One : never;
type PollStep = Extract<Step, { kind: 'poll' }>;

const CLEAN: PollStep = {
	...{ kind: 'poll', order: 'oldestFirst', endsDuring: [], startsDuring: [], failing: [] },
	brokenPage: undefined,
};

/** The account, n8n, and what the trigger gave. */
class World {
	private readonly calls: Array<{ id: string; endedAt?: number }> = [];
	private now = START;
	private staticData: IDataObject = {};
	private saved = '{}';

	readonly given: string[] = [];

	constructor(
		private readonly limits: Limits,
		private readonly pageSize: number,
	) {}

	get endedIds(): string[] {
		return this.calls.flatMap(({ id, endedAt }) => (endedAt === undefined ? [] : [id]));
	}

	get keptIds(): number {
		const { done, awaited, failed } = loadProgress(this.staticData) ?? {};
		return (done?.size ?? 0) + (awaited?.size ?? 0) + (failed?.size ?? 0);
	}

	start(count: number): void {
		for (let added = 0; added < count; added++) this.calls.push({ id: `c${this.calls.length}` });
	}

	/** Ends calls that are going on, oldest first; several may end in the same millisecond. */
	end(count: number, late: number): void {
		this.now += MINUTE_MS;
		for (const call of this.calls.filter(({ endedAt }) => endedAt === undefined).slice(0, count)) {
			call.endedAt = this.now - late;
		}
	}

	private listed(how: string): object[] {
		const entries = this.calls.map(({ id, endedAt }) =>
			endedAt === undefined ? ongoing(id) : completed(id, endedAt),
		);
		if (how === 'newestFirst') return entries.reverse();
		if (how === 'oldestFirst') return entries;
		const key = ({ id }: { id: string }): number => (Number(id.slice(1)) * 7_919) % 101;
		return entries.sort((one, other) => key(one) - key(other));
	}

	private source({ order: how, endsDuring, startsDuring, failing, brokenPage }: PollStep) {
		const { pageSize } = this;
		const change = (page: number) => {
			this.start(startsDuring[page] ?? 0);
			this.end(endsDuring[page] ?? 0, 0);
		};
		const list = () => this.listed(how);
		return {
			async *pages() {
				for (let page = 0; page === 0 || page * pageSize < list().length; page++) {
					if (page === brokenPage) throw new Error('HTTP 503');
					change(page);
					yield list().slice(page * pageSize, (page + 1) * pageSize);
				}
			},
			async messages(id: string) {
				if (failing.includes(Number(id.slice(1)))) throw new Error('HTTP 500');
				return [];
			},
		};
	}

	/** As the node and n8n do it: n8n saves the static data only where a poll gives items. */
	async poll(how: PollStep): Promise<void> {
		const before = loadProgress(this.staticData);
		const source = this.source(how);
		if (before === undefined) {
			saveProgress(this.staticData, await startFromNow(source, this.limits, this.now));
			this.save();
			return;
		}
		const { limits, now } = this;
		const poll = await pollCalls(before, { source, isWanted: everyone, limits, now });
		saveProgress(this.staticData, poll.progress);
		this.given.push(...poll.items.map(({ call_id }) => call_id ?? ''));
		if (poll.items.length > 0) this.save();
	}

	private save(): void {
		this.saved = JSON.stringify(this.staticData);
	}

	restart(): void {
		this.staticData = JSON.parse(this.saved) as IDataObject;
	}

	async take(one: Step): Promise<void> {
		if (one.kind === 'start') this.start(one.count);
		else if (one.kind === 'end') this.end(one.count, one.late);
		else if (one.kind === 'pass') this.now += one.minutes * MINUTE_MS;
		else if (one.kind === 'restart') this.restart();
		else await this.poll(one);
	}
}

/** Whether the trigger gave exactly the calls that ended after its first poll, each once. */
async function expectEachOnce(world: World, [before, after]: [Step[], Step[]]): Promise<void> {
	for (const one of before) if (one.kind === 'start' || one.kind === 'end') await world.take(one);
	await world.poll(CLEAN);
	const endedBefore = new Set(world.endedIds);
	for (const one of after) await world.take(one);

	const expected = world.endedIds.filter((id) => !endedBefore.has(id));
	const polls = Math.ceil(expected.length / SMALL.callsPerPoll) + 1;
	for (let poll = 0; poll < polls; poll++) await world.poll(CLEAN);
	expect([...world.given].sort()).toEqual([...expected].sort());
}

it('each call that ends after the start is given once, however late it turns up', async () => {
	const steps = stepsWith(SMALL.overlapMs - 2, 2);
	await fc.assert(
		fc.asyncProperty(steps, steps, fc.integer({ min: 1, max: 4 }), async (before, after, size) => {
			// As many are kept as calls can end within the overlap here.
			const world = new World({ ...SMALL, keptCalls: 500, keptIds: 500 }, size);
			await expectEachOnce(world, [before, after]);
		}),
		RUNS,
	);
});

it('where few calls are kept, each that ends is given once as long as it turns up in time', async () => {
	const steps = stepsWith(0, 0);
	await fc.assert(
		fc.asyncProperty(steps, steps, fc.integer({ min: 1, max: 4 }), async (before, after, size) => {
			const world = new World({ ...SMALL, keptCalls: 2, keptIds: 500 }, size);
			await expectEachOnce(world, [before, after]);
		}),
		RUNS,
	);
});

it('what is kept stays within its bounds, and still no call is given twice', async () => {
	await fc.assert(
		fc.asyncProperty(stepsWith(0, 2), async (steps) => {
			const world = new World(SMALL, 2);
			await world.poll(CLEAN);
			for (const one of steps) {
				await world.take(one);
				const { keptCalls, keptIds, callsPerPoll } = SMALL;
				// Ends that fall together are kept together: at most 5 in one step, and twice as many
				// calls where the list is never read to its end.
				expect(world.keptIds).toBeLessThanOrEqual(2 * keptCalls + callsPerPoll + 5 + 2 * keptIds);
			}
			expect(new Set(world.given).size).toBe(world.given.length);
		}),
		RUNS,
	);
});

it('calls that can never be read hold up no other', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uniqueArray(fc.nat({ max: 19 }), { maxLength: 15 }),
			order,
			async (failing, how) => {
				const world = new World({ ...SMALL, keptIds: 20 }, 3);
				await world.poll(CLEAN);
				world.start(20);
				world.end(20, 0);
				const polls = 20 + Math.ceil(failing.length / FAILURES_IN_A_ROW);
				for (let poll = 0; poll < polls; poll++)
					await world.poll({ ...CLEAN, order: how, failing });
				const readable = world.endedIds.filter((id) => !failing.includes(Number(id.slice(1))));
				expect([...world.given].sort()).toEqual([...readable].sort());
			},
		),
		{ numRuns: 40 },
	);
});
