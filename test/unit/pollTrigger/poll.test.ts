/** Single polls and short series of them, against a simulated account. */
import {
	FAILURES_IN_A_ROW,
	MOST_REFUSALS,
} from '../../../nodes/BeyondPresencePollTrigger/poll/emit';
import { startFrom } from '../../../nodes/BeyondPresencePollTrigger/poll/start';
import { progressFrom } from '../../../nodes/BeyondPresencePollTrigger/state/progress';
import { Account, ApiError, DAY_MS, HOUR_MS, iso, MINUTE_MS, START, Trigger } from './world';

type Options = ConstructorParameters<typeof Trigger>[1];

/** A trigger that was published in an account with some past calls. */
async function started({ past = 0, ...options }: Options & { past?: number } = {}) {
	const account = new Account();
	for (let number = 0; number < past; number++) {
		account.now += MINUTE_MS;
		account.add(`old${number}`, account.now - 1);
	}
	account.now += MINUTE_MS;
	const trigger = new Trigger(account, options);
	await trigger.start();
	// The first sweep.
	for (let polls = 0; polls < Math.ceil(past / 50); polls++) await trigger.poll();
	account.requests.length = 0;
	return { account, trigger };
}

async function pollTimes(trigger: Trigger, count: number, everyMs = MINUTE_MS): Promise<void> {
	for (let polls = 0; polls < count; polls++) {
		trigger.account.now += everyMs;
		await trigger.poll();
	}
}

const named = (prefix: string, count: number): string[] =>
	Array.from({ length: count }, (_, number) => `${prefix}${number}`);

it('calls are emitted with the earliest end first', async () => {
	const { account, trigger } = await started();
	account.now += HOUR_MS;
	account.add('c2', account.now - 1);
	account.add('c1', account.now - 2);
	await trigger.poll();
	expect(trigger.emitted).toEqual(['c1', 'c2']);
});

it('without anything new, a poll is one request', async () => {
	const { account, trigger } = await started({ past: 120 });
	await pollTimes(trigger, 3);
	expect(account.requests).toEqual(['top', 'top', 'top']);
});

it('a poll emits at most so many calls, and the next ones the others', async () => {
	const { account, trigger } = await started({ limits: { callsPerPoll: 3 } });
	for (const id of named('c', 7)) account.add(id, account.now);
	const counts: number[] = [];
	for (let polls = 0; polls < 4; polls++) counts.push((await trigger.poll()).length);
	expect(counts).toEqual([3, 3, 1, 0]);
	expect(new Set(trigger.emitted).size).toBe(7);
});

describe('a long call', () => {
	it('that has left the first page is asked for by its ID, and emitted when it ends', async () => {
		const { account, trigger } = await started();
		account.add('long', account.now + 3 * HOUR_MS);
		await trigger.poll();
		for (const id of named('c', 60)) account.add(id, account.now);
		await pollTimes(trigger, 5);
		expect(account.requests).toContain('call long');
		account.now += 3 * HOUR_MS;
		await trigger.poll();
		expect(trigger.emitted).toHaveLength(61);
		expect(trigger.emitted.at(-1)).toBe('long');
	});

	it('that is deleted is forgotten', async () => {
		const { account, trigger } = await started();
		account.add('long');
		await trigger.poll();
		account.calls.length = 0;
		await pollTimes(trigger, 2);
		expect(trigger.progress.unfinished.size).toBe(0);
		expect(trigger.troubles).toEqual([]);
	});

	it('is not forgotten while not even the list is there', async () => {
		const { account, trigger } = await started();
		const call = account.add('long');
		await trigger.poll();
		for (const id of named('c', 60)) account.add(id, account.now);
		await trigger.poll();
		account.trouble = () => {
			throw new ApiError('404');
		};
		await pollTimes(trigger, 5);
		account.trouble = () => {};
		call.endsAt = account.now;
		await pollTimes(trigger, 2);
		expect(trigger.emitted).toContain('long');
	});

	it('is emitted when it ends although hundreds were left open for months', async () => {
		const account = new Account();
		const startsAt = account.now - 60 * DAY_MS;
		for (const id of named('open', 500)) account.add(id, Infinity, { startsAt });
		const trigger = new Trigger(account);
		await trigger.start();
		await pollTimes(trigger, 40);
		const call = account.add('long', account.now + HOUR_MS);
		for (let minutes = 0; minutes < 62; minutes++) {
			for (const id of named(`c${minutes}-`, 3)) account.add(id, account.now);
			await pollTimes(trigger, 1);
		}
		expect(account.now).toBe(call.endsAt + 2 * MINUTE_MS);
		expect(trigger.emitted).toContain('long');
	});

	describe('with an unknown status before it is completed', () => {
		async function processed(everyMs: number) {
			const { account, trigger } = await started();
			const call = account.add('long');
			await trigger.poll();
			for (const id of named('c', 160)) account.add(id, account.now);
			await pollTimes(trigger, 10);
			const entry = account.entry.bind(account);
			account.entry = (each) => {
				if (each.id !== 'long' || each.endsAt <= account.now) return entry(each);
				return { id: each.id, agent_id: each.agent_id, status: { type: 'processing' } };
			};
			await pollTimes(trigger, 10, everyMs);
			return { account, trigger, call };
		}

		it('is still emitted when it ends', async () => {
			const { account, trigger, call } = await processed(3 * MINUTE_MS);
			call.endsAt = account.now;
			await pollTimes(trigger, 11);
			expect(trigger.emitted).toContain('long');
		});

		it('is forgotten after a day, because that may be its last status', async () => {
			const { trigger } = await processed(3 * HOUR_MS);
			expect(trigger.progress.unfinished.size).toBe(0);
		});
	});

	it('of an agent that is no longer wanted holds up no other', async () => {
		let wanted = ['one', 'other'];
		const isWanted = (agent = '') => wanted.includes(agent);
		const { account, trigger } = await started({ isWanted });
		for (const id of named('open', 3)) account.add(id, Infinity, { agent_id: 'one' });
		const call = account.add('long', Infinity, { agent_id: 'other' });
		await trigger.poll();
		for (const id of named('c', 160)) account.add(id, account.now, { agent_id: 'other' });
		await pollTimes(trigger, 5);
		wanted = ['other'];
		await pollTimes(trigger, 10);
		call.endsAt = account.now;
		await pollTimes(trigger, 2);
		expect(trigger.emitted).toContain('long');
	});

	it('is emitted although the list itself is broken', async () => {
		const { account, trigger } = await started();
		const call = account.add('long');
		await trigger.poll();
		call.endsAt = account.now;
		account.trouble = (request) => {
			if (request === 'top') throw new Error('Unknown format');
		};
		await trigger.poll();
		expect(trigger.emitted).toEqual(['long']);
		expect(trigger.troubles.map(({ kind }) => kind)).toEqual(['list unreachable']);
	});
});

it('500 calls that end while n8n is down come over several polls, each once', async () => {
	const { account, trigger } = await started({ past: 200 });
	for (const id of named('c', 500)) {
		account.now += MINUTE_MS;
		account.add(id, account.now);
	}
	await pollTimes(trigger, 12);
	expect(trigger.emitted).toHaveLength(500);
	expect(new Set(trigger.emitted).size).toBe(500);
	expect(trigger.mostRequests).toBeLessThanOrEqual(3);
	expect(trigger.progress.gaps).toEqual([]);
});

it('a queue that is full loses nothing', async () => {
	const { account, trigger } = await started({ past: 10, limits: { queue: 60 } });
	account.trouble = (request) => {
		if (request.startsWith('messages')) throw new ApiError('503');
	};
	for (let batch = 0; batch < 10; batch++) {
		for (const id of named(`b${batch}-`, 30)) account.add(id, account.now);
		await pollTimes(trigger, 1);
		expect(trigger.progress.queue.size).toBeLessThanOrEqual(60);
	}
	account.trouble = () => {};
	await pollTimes(trigger, 40, 10 * MINUTE_MS);
	expect(trigger.emitted).toHaveLength(300);
	expect(new Set(trigger.emitted).size).toBe(300);
});

describe('a call whose messages cannot be read', () => {
	it('holds up no other, and comes without messages after some refusals', async () => {
		const { account, trigger } = await started();
		account.trouble = (request) => {
			if (request === 'messages bad') throw new ApiError('422');
		};
		account.add('bad', account.now);
		account.add('good', account.now);
		await trigger.poll();
		expect(trigger.emitted).toEqual(['good']);
		const items = [];
		for (let polls = 0; polls < 30; polls++) {
			account.now += MINUTE_MS;
			items.push(...(await trigger.poll()));
		}
		expect(items).toMatchObject([
			{ call_id: 'bad', messages: [], issues: ['messages: could not be read: HTTP 422'] },
		]);
		const asked = account.requests.filter((request) => request === 'messages bad');
		expect(asked).toHaveLength(MOST_REFUSALS);
	});

	it('because not even the list is there, is not given up', async () => {
		const { account, trigger } = await started();
		account.trouble = (request) => {
			if (request.startsWith('messages')) throw new ApiError('503');
		};
		account.add('c1', account.now);
		await trigger.poll();
		account.trouble = () => {
			throw new ApiError('404');
		};
		await pollTimes(trigger, 60, 2 * MINUTE_MS);
		expect(trigger.emitted).toEqual([]);
		account.trouble = () => {};
		const items = [];
		for (let polls = 0; polls < 60; polls++) {
			account.now += MINUTE_MS;
			items.push(...(await trigger.poll()));
		}
		expect(items).toMatchObject([{ call_id: 'c1', messages_count: 1 }]);
		expect(items[0]).not.toHaveProperty('issues');
	});

	it.each([
		{ until: 'the API is back', isBack: true, issues: undefined },
		{
			until: 'three days have passed',
			isBack: false,
			issues: [expect.stringMatching(/HTTP 503$/)],
		},
	])('because the API is down, is tried until $until', async ({ isBack, issues }) => {
		const { account, trigger } = await started();
		account.trouble = (request) => {
			if (request.startsWith('messages')) throw new ApiError('503');
		};
		account.add('c1', account.now);
		// The first of these polls finds the call.
		await pollTimes(trigger, 3 * 24, HOUR_MS);
		expect(trigger.emitted).toEqual([]);
		if (isBack) account.trouble = () => {};
		account.now += HOUR_MS;
		const [item] = await trigger.poll();
		expect(item?.call_id).toBe('c1');
		expect(item?.issues).toEqual(issues);
	});

	it('ends the poll after some failures in a row', async () => {
		const { account, trigger } = await started();
		account.trouble = (request) => {
			if (request.startsWith('messages')) throw new ApiError('503');
		};
		for (const id of named('c', 10)) account.add(id, account.now);
		await trigger.poll();
		expect(account.requests).toHaveLength(1 + FAILURES_IN_A_ROW);
	});

	it('because of the rate limit, ends the poll at once', async () => {
		const { account, trigger } = await started();
		account.trouble = (request) => {
			if (request.startsWith('messages')) throw new ApiError('429');
		};
		for (const id of named('c', 10)) account.add(id, account.now);
		await trigger.poll();
		expect(account.requests).toHaveLength(2);
	});
});

describe('a sweep', () => {
	/** A call deep in the list that no poll saw while it was unfinished. */
	const addDeep = (account: Account) =>
		account.calls.splice(3, 0, {
			...{ id: 'deep', agent_id: 'agent' },
			startsAt: account.now - MINUTE_MS,
			endsAt: account.now,
		});

	it('once a day finds a call at the end of the list', async () => {
		const { account, trigger } = await started({ past: 400 });
		addDeep(account);
		await pollTimes(trigger, 30);
		expect(trigger.emitted).toEqual([]);
		account.now += DAY_MS;
		await pollTimes(trigger, 5);
		expect(trigger.emitted).toEqual(['deep']);
		expect(trigger.mostRequests).toBeLessThanOrEqual(3);
	});

	it('begins anew if its cursor is refused', async () => {
		const { account, trigger } = await started({ past: 400 });
		addDeep(account);
		account.now += DAY_MS;
		await trigger.poll();
		let refusals = 0;
		account.trouble = (request) => {
			if (request === 'page' && refusals++ === 0) throw new ApiError('422');
		};
		await pollTimes(trigger, 8);
		expect(refusals).toBeGreaterThan(1);
		expect(trigger.emitted).toEqual(['deep']);
	});

	it('recovers what lies in a gap whose cursor is refused', async () => {
		const { account, trigger } = await started({ past: 100 });
		for (const id of named('c', 300)) account.add(id, account.now);
		let refusals = 0;
		await trigger.poll();
		account.trouble = (request) => {
			if (request === 'page' && refusals++ === 0) throw new ApiError('400');
		};
		await pollTimes(trigger, 20);
		expect(trigger.emitted).toHaveLength(300);
	});
});

describe('with a wait after the end of a call', () => {
	it('a call comes that long after its end', async () => {
		const { account, trigger } = await started({ waitMs: 5 * MINUTE_MS });
		account.add('c1', account.now);
		await pollTimes(trigger, 4);
		expect(trigger.emitted).toEqual([]);
		await pollTimes(trigger, 1);
		expect(trigger.emitted).toEqual(['c1']);
		expect(account.requests.filter((request) => request.startsWith('call'))).toEqual([]);
	});

	it("a clock of the API's that is a day ahead does not keep it back", async () => {
		const { account, trigger } = await started({ waitMs: 5 * MINUTE_MS });
		account.add('c1', account.now);
		account.entryOf = ({ id, startsAt, endsAt }) => ({
			id,
			status: { type: 'completed', started_at: iso(startsAt), ended_at: iso(endsAt + DAY_MS) },
		});
		await pollTimes(trigger, 5);
		expect(trigger.emitted).toEqual([]);
		await pollTimes(trigger, 1);
		expect(trigger.emitted).toEqual(['c1']);
	});
});

it('calls of other agents are never emitted, also once they are wanted', async () => {
	let wanted = 'agent';
	const isWanted = (agent: string | undefined) => agent === undefined || agent === wanted;
	const { account, trigger } = await started({ isWanted });
	account.add('c1', account.now, { agent_id: 'other' });
	account.add('c2', account.now);
	await trigger.poll();
	wanted = 'other';
	account.add('c3', account.now, { agent_id: 'other' });
	await trigger.poll();
	expect(trigger.emitted).toEqual(['c2', 'c3']);
});

it.each([
	null,
	5,
	'text',
	[],
	{},
	{ id: null, status: { type: 'completed' } },
	{ id: 'odd', status: { type: 'expired' } },
	{ id: 'odd', status: null, agent_id: {} },
	{ id: 'odd', started_at: '2025-05-28T10:00:00', ended_at: null },
])('the entry %j holds up no other call', async (odd) => {
	const { account, trigger } = await started();
	account.add('bad', account.now);
	account.add('good', account.now);
	account.entryOf = (call) => (call.id === 'bad' ? odd : account.entry(call));
	await pollTimes(trigger, 3);
	expect(trigger.emitted).toEqual(['good']);
});

it('a call without readable times comes once', async () => {
	const { account, trigger } = await started();
	account.add('c1', account.now);
	account.entryOf = () => ({ id: 'c1', status: { type: 'completed', ended_at: 'soon' } });
	await pollTimes(trigger, 3);
	expect(trigger.emitted).toEqual(['c1']);
});

it('if the trigger starts late, calls that ended meanwhile are new', async () => {
	const account = new Account();
	account.add('before', START - HOUR_MS);
	const trigger = new Trigger(account);
	trigger.startWith(startFrom(account.now));
	account.now += 2 * HOUR_MS;
	account.add('meanwhile', account.now - HOUR_MS);
	await trigger.poll();
	expect(trigger.emitted).toEqual(['meanwhile']);
});

it('calls of the last days come over several polls, and older ones do not', async () => {
	const account = new Account();
	for (const [number, id] of named('c', 300).entries()) {
		account.add(id, START - 5 * DAY_MS + number * 30 * MINUTE_MS);
	}
	account.now += 2 * DAY_MS;
	const trigger = new Trigger(account);
	trigger.startWith(progressFrom(START - 2 * DAY_MS));
	await pollTimes(trigger, 8);
	const expected = account.calls.filter(({ endsAt }) => endsAt > START - 2 * DAY_MS);
	expect([...trigger.emitted].sort()).toEqual(expected.map(({ id }) => id).sort());
	expect(expected.length).toBeGreaterThan(100);
});

it('if the oldest calls come first, new ones are found at the end within a few polls', async () => {
	const account = new Account();
	account.order = 'oldestFirst';
	for (const id of named('c', 500)) {
		account.now += 10 * MINUTE_MS;
		account.add(id, account.now);
	}
	account.now += HOUR_MS;
	const trigger = new Trigger(account);
	await trigger.start();
	await pollTimes(trigger, 10);
	expect(trigger.emitted).toEqual([]);
	account.add('new', account.now);
	await pollTimes(trigger, 2);
	expect(trigger.emitted).toEqual(['new']);
});
