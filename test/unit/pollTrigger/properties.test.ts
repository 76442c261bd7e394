/** Whatever happens between and during polls: each call that ends is emitted once. */
import fc from 'fast-check';
import { Account, ApiError, DAY_MS, HOUR_MS, MINUTE_MS, settle, Trigger } from './world';

/** Small, so that short series of steps meet the bounds. */
const LIMITS = { callsPerPoll: 3, queue: 55, gaps: 2, knownInARow: 2 };

const count = fc.integer({ min: 1, max: 12 });
const step = fc.oneof(
	fc.record({ kind: fc.constant('start' as const), count, invited: fc.boolean() }),
	fc.record({ kind: fc.constant('end' as const), count, oldest: fc.boolean() }),
	fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 300 }) }),
	fc.record({
		kind: fc.constant('poll' as const),
		/** Which of the requests of this poll fail, and how. */
		failing: fc.array(fc.nat({ max: 6 }), { maxLength: 3 }),
		status: fc.constantFrom('429', '500', '503', '422', '401', ''),
		/** Whether calls begin and end between its requests. */
		shifts: fc.boolean(),
	}),
	fc.record({ kind: fc.constant('restart' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

class World {
	readonly account = new Account();
	readonly trigger: Trigger;
	private number = 0;

	constructor(pageSize: number) {
		this.account.pageSize = pageSize;
		this.trigger = new Trigger(this.account, { limits: LIMITS });
	}

	private start(many: number, invited = false): void {
		const { account } = this;
		const startsAt = invited ? Infinity : account.now;
		for (let added = 0; added < many; added++) {
			account.add(`c${this.number++}`, Infinity, { startsAt });
		}
	}

	private end(many: number, oldest: boolean): void {
		const going = this.account.calls.filter(({ endsAt }) => endsAt === Infinity);
		this.account.now += MINUTE_MS;
		for (const call of oldest ? going.slice(0, many) : going.slice(-many)) {
			call.startsAt = Math.min(call.startsAt, this.account.now - MINUTE_MS / 2);
			call.endsAt = this.account.now;
		}
	}

	private async poll({ failing, status, shifts }: Extract<Step, { kind: 'poll' }>): Promise<void> {
		let requests = 0;
		this.account.trouble = () => {
			if (shifts) this.start(1);
			if (shifts && requests % 2 === 0) this.end(1, true);
			if (failing.includes(requests++)) {
				throw status === '' ? new Error('No response') : new ApiError(status);
			}
		};
		await this.trigger.poll();
		this.account.trouble = () => {};
	}

	async take(one: Step): Promise<void> {
		this.account.now += MINUTE_MS;
		if (one.kind === 'start') this.start(one.count, one.invited);
		else if (one.kind === 'end') this.end(one.count, one.oldest);
		else if (one.kind === 'pass') this.account.now += one.minutes * MINUTE_MS;
		else if (one.kind === 'restart') this.trigger.restart();
		else await this.poll(one);
	}
}

it('each call that ends after the start is emitted once', async () => {
	const steps = fc.array(step, { minLength: 5, maxLength: 60 });
	const pageSize = fc.constantFrom(2, 5, 50);
	await fc.assert(
		fc.asyncProperty(steps, steps, pageSize, async (before, after, size) => {
			const world = new World(size);
			const { account, trigger } = world;
			for (const one of before)
				if (one.kind === 'start' || one.kind === 'end') await world.take(one);
			// Further down than it reads, a new trigger relies on n8n's clock, to 10 minutes.
			account.now += 11 * MINUTE_MS;
			await trigger.start();
			const endedBefore = new Set(account.endedIds);
			// Further down, too, it knows only the latest end on the pages that it reads.
			const { floor } = trigger.progress;
			const mayCome = account.endedIds.filter((id) => account.find(id).endsAt > floor);
			for (const one of after) await world.take(one);

			// Two sweeps, the last retries, and the whole queue.
			const expected = account.endedIds.filter((id) => !endedBefore.has(id));
			account.now += DAY_MS + HOUR_MS;
			await settle(trigger, expected.length + 20);
			account.now += DAY_MS + HOUR_MS;
			await settle(trigger, 10);
			const emitted = trigger.emitted.filter((id) => !mayCome.includes(id));
			expect(emitted.sort()).toEqual([...expected].sort());
			expect(new Set(trigger.emitted).size).toBe(trigger.emitted.length);
			expect(trigger.mostRequests).toBeLessThanOrEqual(3);
			expect(trigger.progress.queue.size).toBe(0);
		}),
		{ numRuns: 60 },
	);
}, 60_000);
