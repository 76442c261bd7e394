/** Call → Get Many with filters, and as Call Ended items, on an account of 10,000 calls. */
import type { INodeParameters } from 'n8n-workflow';
import { pastCalls } from '../support/fakeApi/pastCalls';
import { addCall, type Call } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';

const bench = Bench.forTests();

const COUNT = 10_000;
const MINUTE_MS = 60_000;
/** When the newest call ended. */
const NOW = Date.parse('2025-05-28T10:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();
/** Calls start ten minutes apart, 3.5 minutes before their ends; 0 is the newest one. */
const startOf = (place: number) => NOW - (10 * place + 3.5) * MINUTE_MS;

/** What is different about every so many of the calls, from the newest one on. */
function changeOf(index: number): Partial<Omit<Call, 'id'>> {
	const place = COUNT - 1 - index;
	return {
		agent_id: place % 5 === 0 ? 'jarvis' : 'hal',
		user_email: place % 3 === 0 ? 'Ada@Example.com' : 'other@example.com',
		tags: place % 4 === 0 ? { campaign: 'spring' } : {},
		...(place % 7 === 1 && { status: { type: 'to_start' } }),
		...(place % 7 === 2 && { status: { type: 'ongoing', started_at: iso(startOf(place)) } }),
	};
}

beforeEach(() => {
	const past = { count: COUNT, agentId: 'hal', endedAt: NOW, change: changeOf };
	bench.fakeApi.store.calls.beginWith(pastCalls(past));
});

const agent = (...values: Array<string | null>): INodeParameters => ({
	agents: { agent: values.map((value) => ({ agentId: { __rl: true, mode: 'id', value } })) },
});

const FILTERS: Record<string, { filter: INodeParameters; isWanted: (place: number) => boolean }> = {
	agents: {
		filter: agent('jarvis', 'nobody'),
		isWanted: (place) => place % 5 === 0,
	},
	status: { filter: { status: ['ongoing'] }, isWanted: (place) => place % 7 === 2 },
	'user email': {
		filter: { userEmail: ' ada@example.com ' },
		isWanted: (place) => place % 3 === 0,
	},
	tags: {
		filter: { tags: { tag: [{ name: 'campaign', value: 'spring' }] } },
		isWanted: (place) => place % 4 === 0,
	},
	'started after': {
		filter: { startedAfter: iso(startOf(1_000)) },
		isWanted: (place) => place <= 1_000 && place % 7 !== 1,
	},
	'started before': {
		filter: { startedBefore: iso(startOf(500)) },
		isWanted: (place) => place > 500 && place % 7 !== 1,
	},
};
const filters = Object.entries(FILTERS).map(([name, each]) => ({ name, ...each }));
const pairs = filters.flatMap((one, index) =>
	filters.slice(index).map((other) => ({ one, other })),
);

const places = Array.from({ length: COUNT }, (_, place) => place);
/** Without the first question for a name that this generation of the API lacks. */
const pagesRead = () => bench.fakeApi.requests.filter(({ status }) => status === 200).length;

const getMany = { resource: 'call', operation: 'getAll' };
const all = { ...getMany, returnAll: true };
const placesOf = (calls: Array<Record<string, unknown>>) =>
	calls.map(({ id }) => COUNT - 1 - Number(String(id).replace('past-', '')));

describe.each(['current', 'older'] as const)('on the %s generation of the API', (names) => {
	beforeEach(() => {
		bench.fakeApi.settings.names = names;
	});

	test.each(pairs)(
		'$one.name and $other.name select what matches both',
		async ({ one, other }) => {
			const calls = await bench.output({
				...all,
				filters: { ...one.filter, ...other.filter },
			});
			const wanted = places.filter((place) => one.isWanted(place) && other.isWanted(place));
			expect(placesOf(calls)).toEqual(wanted);
			const isBounded = [one, other].some(({ name }) => name === 'started after');
			// The 1,000 newest calls are on 20 pages, and the next one reaches older calls.
			expect(pagesRead()).toBe(isBounded ? 21 : 200);
		},
		30_000,
	);
});

test('a limit counts what passes the filter, and ends reading', async () => {
	const calls = await bench.output({ ...getMany, limit: 30, filters: agent('jarvis') });
	expect(placesOf(calls)).toEqual(places.filter((place) => place % 5 === 0).slice(0, 30));
	expect(pagesRead()).toBe(3);
});

test('a window of one day costs the pages from now to its start', async () => {
	const window = { startedAfter: iso(startOf(287)), startedBefore: iso(startOf(143)) };
	const calls = await bench.output({ ...all, filters: window });
	expect(placesOf(calls)).toEqual(
		places.filter((place) => place > 143 && place <= 287 && place % 7 !== 1),
	);
	expect(pagesRead()).toBe(6);
});

test('calls that started at the same time are all returned, also over two pages', async () => {
	const same = { count: COUNT, agentId: 'hal', endedAt: NOW, everyMs: 0 };
	bench.fakeApi.store.calls.beginWith(pastCalls(same));
	const started = NOW - 3.5 * MINUTE_MS;
	const after = { startedAfter: iso(started), startedBefore: iso(started + 1) };
	expect(await bench.output({ ...all, filters: after })).toHaveLength(COUNT);
});

test('a call that ended before it started does not end reading', async () => {
	const { store } = bench.fakeApi;
	store.calls.beginWith(pastCalls({ count: 400, agentId: 'hal', endedAt: NOW }));
	const status = { type: 'completed' as const, started_at: iso(NOW), ended_at: iso(0) };
	addCall(store, { id: 'odd', status });
	const filters = { startedAfter: iso(startOf(100)) };
	expect(await bench.output({ ...all, filters })).toHaveLength(102);
});

test.each(['oldestFirst', 'shuffled'] as const)(
	'a list that is %s is read to its end, so that nothing is missed',
	async (order) => {
		const { store, settings } = bench.fakeApi;
		store.calls.beginWith(pastCalls({ count: 400, agentId: 'hal', endedAt: NOW }));
		settings.order = order;
		const filters = { startedAfter: iso(startOf(20)) };
		expect(await bench.output({ ...all, filters })).toHaveLength(21);
		expect(pagesRead()).toBe(8);
	},
);

test('an account of calls that never started does not end reading', async () => {
	const change = (index: number) => (index > 100 ? { status: { type: 'to_start' as const } } : {});
	bench.fakeApi.store.calls.beginWith(
		pastCalls({ count: 300, agentId: 'hal', endedAt: NOW, change }),
	);
	expect(await bench.output({ ...all, filters: { startedAfter: '2020-01-01' } })).toHaveLength(101);
});

test.each([
	{ what: 'blank', filters: { ...agent(''), userEmail: ' ', startedAfter: '', status: [] } },
	{
		what: 'null',
		filters: {
			...{ ...agent(null), userEmail: '={{ null }}', startedAfter: '={{ null }}' },
			...{ status: '={{ null }}', tags: { tag: [{ name: '={{ null }}', value: '' }] } },
		},
	},
])('filters that are $what are not used', async ({ filters }) => {
	expect(placesOf(await bench.output({ ...getMany, limit: 3, filters }))).toEqual([0, 1, 2]);
	expect(bench.fakeApi.requests.map(({ query }) => query.limit)).toEqual(['3']);
});

test.each([
	{ what: 'a date object', startedAfter: `={{ new Date(${startOf(3)}) }}` },
	{ what: 'a date of Luxon', startedAfter: `={{ DateTime.fromMillis(${startOf(3)}) }}` },
	{ what: 'a number', startedAfter: `={{ ${startOf(3)} }}` },
	{ what: 'a time without a zone', startedAfter: iso(startOf(3)).replace('Z', '') },
])('a time may be $what', async ({ startedAfter }) => {
	const calls = await bench.output({ ...all, filters: { startedAfter } });
	expect(placesOf(calls)).toEqual([0, 2, 3]);
});

test('statuses may come as one string, and agents as a call link, as expressions return them', async () => {
	const filters = {
		...agent('={{ "https://bey.chat/jarvis" }}'),
		status: '={{ "to_start, ongoing" }}',
	};
	expect(placesOf(await bench.output({ ...getMany, limit: 2, filters }))).toEqual([15, 30]);
});

test.each([
	{
		filters: { startedAfter: 'yesterday' },
		message: "'Filters → Started After' must be a time, e.g. 2025-05-28T10:00:00Z",
	},
	{
		filters: { startedAfter: '2025-05-28', startedBefore: '2025-05-28' },
		message: "'Filters → Started Before' must be later than 'Started After'",
	},
	{
		filters: { status: ['done'] },
		message: "'Filters → Status → 1' must be one of to_start, ongoing, completed",
	},
])('$message', async ({ filters, message }) => {
	const { error } = await bench.run({ ...all, filters });
	expect(error?.message).toBe(message);
	expect(bench.asked).toEqual([]);
});

describe('as Call Ended items', () => {
	const asEnded = { ...getMany, returnAs: 'callEnded', limit: 2 };

	test('only completed calls are returned, for one more request each', async () => {
		const items = await bench.output(asEnded);
		expect(items).toMatchObject([
			{
				...{ event_type: 'call_ended', call_id: 'past-9999', messages_count: 2 },
				transcript: 'Agent: Hello!\nUser: What does it cost?',
			},
			{ event_type: 'call_ended', call_id: 'past-9996' },
		]);
		expect(Object.keys(items[0] ?? {})).not.toContain('facts');
		expect(bench.asked).toEqual([
			'GET /v1/conversations',
			'GET /v1/conversations/past-9999/messages',
			'GET /v1/conversations/past-9996/messages',
		]);
	});

	test('facts and exchanges come before extra if they are asked for', async () => {
		const [item = {}] = await bench.output({ ...asEnded, options: { addCallFacts: true } });
		expect(item).toMatchObject({
			facts: { user_words: 4, agent_words: 1, last_sender: 'user', duration_seconds: 0 },
			exchanges: [{ agent: 'Hello!', user: 'What does it cost?' }],
		});
		expect(Object.keys(item).slice(-3)).toEqual(['facts', 'exchanges', 'extra']);
	});

	test('a call whose messages are gone is returned without them, and says so', async () => {
		bench.fakeApi.faults.add({ path: /messages$/, status: 404, times: 1 });
		const [gone, next] = await bench.output({ ...asEnded, options: { addCallFacts: true } });
		expect(gone).toMatchObject({
			...{ call_id: 'past-9999', transcript: null, facts: { user_words: null }, exchanges: [] },
			issues: [expect.stringContaining('messages: could not be read')],
		});
		expect(next).toMatchObject({ call_id: 'past-9996', messages_count: 2 });
	});

	test('messages that are refused for another reason end the operation', async () => {
		bench.fakeApi.faults.add({ path: /messages$/, status: 401, times: 1 });
		const { error } = await bench.run(asEnded);
		expect(error?.message).toContain('API key');
	});

	test('a status filter without completed calls is refused', async () => {
		const { error } = await bench.run({ ...asEnded, filters: { status: ['ongoing'] } });
		expect(error?.message).toBe(
			"'Status' excludes completed calls, and only these become Call Ended items",
		);
	});

	test('entries without an ID have no messages, and say so', async () => {
		const ended = { type: 'completed', started_at: iso(NOW), ended_at: iso(NOW) };
		bench.fakeApi.faults.add({ status: 200, times: 1, body: { data: [{ status: ended }] } });
		expect(await bench.output(asEnded)).toMatchObject([
			{ call_id: null, issues: ['messages: could not be read: the call has no ID'] },
		]);
	});
});

test('Get as Call Ended Event adds facts, also to selected fields', async () => {
	addCall(bench.fakeApi.store, { id: 'call' }, [
		{ sender: 'ai', message: 'Hello!', sent_at: iso(NOW) },
	]);
	const [item = {}] = await bench.output({
		...{ resource: 'call', operation: 'getCallEndedEvent', callId: 'call' },
		...{ output: 'fields', fields: ['transcript'], options: { addCallFacts: true } },
	});
	expect(Object.keys(item)).toEqual(['transcript', 'facts', 'exchanges']);
});

test('cancelling stops paging', async () => {
	bench.fakeApi.settings.delayMs = 20;
	await bench.run({ ...all, filters: { userEmail: 'nobody' } }, { cancelAfterMs: 200 });
	const { length } = bench.fakeApi.requests;
	expect(length).toBeLessThan(50);
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(bench.fakeApi.requests).toHaveLength(length);
});
