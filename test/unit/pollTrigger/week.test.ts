/** A week of an account with every kind of trouble, simulated: each call that ends comes once. */
import {
	Account,
	ApiError,
	DAY_MS,
	HOUR_MS,
	MINUTE_MS,
	randomFrom,
	settle,
	Trigger,
	type Order,
} from './world';

const POLL_EVERY_MS = 5 * MINUTE_MS;

interface Week {
	seed: number;
	callsPerDay: number;
	order?: Order;
	/** How many calls the account has before the week. */
	past?: number;
	waitMs?: number;
}

/** Lets calls begin and end at random; some are long, and some begin long after they were created. */
function addCalls(account: Account, random: () => number, count: number): void {
	for (let added = 0; added < count; added++) {
		const isInvitation = random() < 0.05;
		const startsAt = account.now + (isInvitation ? random() * 2 * DAY_MS : 0);
		const length = random() < 0.05 ? random() * 8 * HOUR_MS : random() * 20 * MINUTE_MS;
		const endsAt = random() < 0.03 ? Infinity : startsAt + length;
		account.add(`c${account.calls.length}`, endsAt, { startsAt });
	}
}

async function simulate({
	seed,
	callsPerDay,
	order = 'newestFirst',
	past = 300,
	waitMs = 0,
}: Week) {
	const random = randomFrom(seed);
	const account = new Account();
	account.order = order;
	account.now -= past * 10 * MINUTE_MS;
	for (let added = 0; added < past; added++) {
		account.now += 10 * MINUTE_MS;
		addCalls(account, random, 1);
	}
	const trigger = new Trigger(account, { waitMs });
	const endedBefore = new Set(account.endedIds);
	// Without the documented order, a trigger relies on n8n's clock, whose tolerance is 10 minutes.
	const recently = account.now - 10 * MINUTE_MS;
	const isRecent = (id: string) => endedBefore.has(id) && account.find(id).endsAt >= recently;
	await trigger.start();

	let downUntil = 0;
	let brokenUntil = 0;
	let isOff = false;
	account.trouble = (request) => {
		if (account.now < downUntil) throw new ApiError('503');
		if (account.now < brokenUntil && request === 'page') throw new Error('Unknown format');
		if (random() < 0.02) throw new ApiError('429');
		if (request.startsWith('messages') && random() < 0.03) throw new ApiError('500');
	};
	const end = account.now + 7 * DAY_MS;
	const perPoll = (callsPerDay * POLL_EVERY_MS) / DAY_MS;
	while (account.now < end) {
		account.now += POLL_EVERY_MS;
		const count = Math.floor(perPoll + random());
		addCalls(account, random, count);
		if (random() < 0.002) downUntil = account.now + random() * 2 * HOUR_MS;
		if (random() < 0.002) brokenUntil = account.now + random() * 2 * HOUR_MS;
		// n8n is down for up to a day.
		if (random() < 0.002) {
			const until = account.now + random() * DAY_MS;
			while (account.now < until) {
				account.now += POLL_EVERY_MS;
				addCalls(account, random, Math.floor(perPoll + random()));
			}
			isOff = true;
		}
		if (isOff || random() < 0.01) trigger.restart();
		isOff = false;
		await trigger.poll();
	}

	account.trouble = () => {};
	account.now += DAY_MS + HOUR_MS;
	await settle(trigger, 60);
	const expected = account.endedIds.filter((id) => !endedBefore.has(id));
	const maybe = order === 'newestFirst' ? [] : [...endedBefore].filter(isRecent);
	return { trigger, expected, maybe };
}

it.each<Week & { what: string }>([
	{ what: 'of a small account', seed: 1, callsPerDay: 30 },
	{ what: 'of a busy account', seed: 2, callsPerDay: 500 },
	{ what: 'with a wait after each end', seed: 3, callsPerDay: 200, waitMs: 10 * MINUTE_MS },
	{ what: 'listed oldest first', seed: 4, callsPerDay: 100, order: 'oldestFirst' },
	{ what: 'listed in no order', seed: 5, callsPerDay: 60, order: 'shuffled' },
])(
	'in a week $what, each call that ends comes once',
	async (week) => {
		const { trigger, expected, maybe } = await simulate(week);
		const emitted = new Set(trigger.emitted);
		expect(expected.length).toBeGreaterThan(week.callsPerDay * 6);
		expect({
			missing: expected.filter((id) => !emitted.has(id)).slice(0, 5),
			twice: trigger.emitted.length - emitted.size,
			old: trigger.emitted.filter((id) => !expected.includes(id) && !maybe.includes(id)),
		}).toEqual({ missing: [], twice: 0, old: [] });
		expect(trigger.mostRequests).toBeLessThanOrEqual(3);
		expect(trigger.longestSaved).toBeLessThan(250_000);
	},
	120_000,
);
