/** Lists and pickers over many pages. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pastCalls } from '../support/fakeApi/pastCalls';
import { addAgent, addAvatar, addCall } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';
import { search } from './support/runNode';

const bench = Bench.forTests();

function addCalls(count: number): void {
	const { store } = bench.fakeApi;
	const agent = addAgent(store);
	for (let number = 0; number < count; number++) {
		addCall(store, {
			id: `call-${number}`,
			agent_id: agent.id,
			user_name: `User ${number}`,
			user_email: `user${number}@example.com`,
			tags: { campaign: 'spring', number: String(number) },
		});
	}
}

const list = { resource: 'call', operation: 'getAll' };
const limits = () => bench.fakeApi.requests.map(({ query }) => query.limit);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The heap that is still in use after a collection, in MB. */
function heapMb(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1024 / 1024;
}

test.each([
	{ wanted: 3, pages: ['3'] },
	{ wanted: 50, pages: ['50'] },
	{ wanted: 51, pages: ['50', '50'] },
	{ wanted: 120, pages: ['50', '50', '50'] },
])('a limit of $wanted stops after $pages.length pages', async ({ wanted, pages }) => {
	addCalls(500);
	expect(await bench.output({ ...list, limit: wanted })).toHaveLength(wanted);
	expect(limits()).toEqual(pages);
});

test.each(['={{ true }}', '={{ "true" }}', '={{ " True" }}'])(
	'all are returned if an expression returns %s for Return All',
	async (returnAll) => {
		addCalls(60);
		expect(await bench.output({ ...list, returnAll })).toHaveLength(60);
	},
);

test('Return All that is neither true nor false is refused', async () => {
	const { error } = await bench.run({ ...list, returnAll: '={{ "yes" }}' });
	expect(error?.message).toBe("'Return All' must be true or false, got a string");
});

test('a limit whose expression returns null is the usual one', async () => {
	addCalls(60);
	expect(await bench.output({ ...list, limit: '={{ null }}' })).toHaveLength(50);
});

test('an empty list returns no items', async () => {
	expect(await bench.output({ ...list, returnAll: true })).toEqual([]);
});

const page = (ids: unknown[], more: object) => ({
	...{ status: 200, times: 1 },
	body: { data: ids.map((id) => (typeof id === 'string' ? { id } : id)), ...more },
});

test.each([
	{ cursors: ['a', 'a'], pages: 2 },
	{ cursors: ['a', 'b', 'a'], pages: 3 },
	{ cursors: ['a', 'b', 'c', 'b'], pages: 4 },
])('a list whose cursors are $cursors is given up', async ({ cursors, pages }) => {
	bench.fakeApi.faults.add(...cursors.map((next_cursor) => page([], { next_cursor })));
	const { error } = await bench.run({ ...list, returnAll: true });
	expect(error?.message).toBe('Beyond Presence returned the same page of a list again');
	expect(bench.asked).toHaveLength(pages);
});

test.each([
	{ end: {}, what: 'no cursor' },
	{ end: { next_cursor: null }, what: 'null' },
	{ end: { next_cursor: '' }, what: 'an empty cursor' },
	{ end: { has_more: true }, what: 'only has_more' },
])('the cursor decides whether a list goes on, and $what ends it', async ({ end }) => {
	bench.fakeApi.faults.add(
		page(['a'], { next_cursor: 'c2' }),
		page(['b'], { next_cursor: 'c3', has_more: false }),
		page(['c'], end),
	);
	expect(await bench.output({ ...list, returnAll: true })).toEqual([
		{ id: 'a' },
		{ id: 'b' },
		{ id: 'c' },
	]);
	expect(bench.fakeApi.requests.map(({ query }) => query.cursor)).toEqual([undefined, 'c2', 'c3']);
});

test('entries of a list that are no objects are left out', async () => {
	bench.fakeApi.faults.add(page([null, 'a', 5, ['b']], {}));
	expect(await bench.output({ ...list, returnAll: true })).toEqual([{ id: 'a' }]);
});

test('10,000 calls come once each, page after page, and only they stay in memory', async () => {
	addCalls(10_000);
	await bench.output({ ...list, limit: 1 });
	bench.fakeApi.requests.length = 0;

	const before = heapMb();
	let peak = before;
	const { requests } = bench.fakeApi;
	const watch = setInterval(() => {
		if (requests.length % 20 === 0) peak = Math.max(peak, heapMb());
	}, 5);
	const calls = await bench.output({ ...list, returnAll: true });
	clearInterval(watch);
	peak = Math.max(peak, heapMb());

	const returnedMb = JSON.stringify(calls).length / 1024 / 1024;
	const grownMb = peak - before;
	process.stdout.write(
		`10,000 calls: ${returnedMb.toFixed(1)} MB of JSON returned, heap grown by at most ${grownMb.toFixed(1)} MB, from ${before.toFixed(0)} to ${peak.toFixed(0)} MB\n`,
	);
	expect(new Set(calls.map(({ id }) => id)).size).toBe(10_000);
	expect(requests).toHaveLength(200);
	expect(new Set(limits())).toEqual(new Set(['50']));
	expect(Math.max(...requests.map(({ atOnce }) => atOnce))).toBe(1);
	expect(grownMb).toBeLessThan(10 * returnedMb);
}, 60_000);

test('400 calls are read although half of the requests fail', async () => {
	addCalls(400);
	bench.fakeApi.faults.add({ every: 2, status: 503 });
	expect(await bench.output({ ...list, returnAll: true })).toHaveLength(400);
}, 60_000);

describe('a picker', () => {
	test('shows a page and where the next one starts', async () => {
		for (let number = 0; number < 60; number++)
			addAgent(bench.fakeApi.store, { name: `A${number}` });
		const first = await search(bench.host, 'searchAgents');
		expect(first.results).toHaveLength(50);
		const second = await search(bench.host, 'searchAgents', undefined, first.paginationToken);
		expect(second.results).toHaveLength(10);
		expect(second.paginationToken).toBeUndefined();
	});

	test('finds an agent by a part of its name on a later page', async () => {
		const { store } = bench.fakeApi;
		const sought = addAgent(store, { name: 'Sales for Spain' });
		for (let number = 0; number < 120; number++) addAgent(store, { name: `Agent ${number}` });
		expect(await search(bench.host, 'searchAgents', 'spain')).toEqual({
			results: [
				{ name: 'Sales for Spain', value: sought.id, url: `https://bey.chat/${sought.id}` },
			],
			paginationToken: undefined,
		});
	});

	test('says so if it finds nothing among the first 2,000, instead of an empty list', async () => {
		const { store } = bench.fakeApi;
		store.calls.beginWith(pastCalls({ count: 5_000, agentId: 'jarvis', endedAt: 0 }));
		await expect(search(bench.host, 'searchCalls', 'nobody')).rejects.toMatchObject({
			message:
				"No match for 'nobody' among the first 2000 entries. Choose 'By ID' and enter the ID instead.",
		});
		expect(bench.asked).toHaveLength(40);
	});

	test('is empty if there really is no such call', async () => {
		addCalls(60);
		expect((await search(bench.host, 'searchCalls', 'nobody')).results).toEqual([]);
	});

	test.each([
		{ what: 'each page is slow', fault: { delayMs: 2_800 } },
		{ what: 'a page arrives byte by byte', fault: { trickleMs: 50 } },
	])(
		'gives up within 10 s if $what',
		async ({ fault }) => {
			const { store, faults } = bench.fakeApi;
			store.calls.beginWith(pastCalls({ count: 5_000, agentId: 'jarvis', endedAt: 0 }));
			faults.add(fault);
			const start = Date.now();
			await expect(search(bench.host, 'searchCalls', 'nobody')).rejects.toThrow();
			expect(Date.now() - start).toBeLessThan(10_500);
		},
		15_000,
	);

	test('shows the ID of what has no name', async () => {
		bench.fakeApi.faults.add({ status: 200, body: { data: [{ id: 'a1', name: null }] } });
		for (const method of ['searchAgents', 'searchAvatars', 'searchExternalApis']) {
			expect((await search(bench.host, method)).results).toMatchObject([{ name: 'a1' }]);
		}
		const { results } = await search(bench.host, 'searchKnowledgeFiles');
		expect(results).toEqual([{ name: 'a1', value: 'a1' }]);
	});

	test('names a call of a state that this version does not know', async () => {
		bench.fakeApi.faults.add(page([{ id: 'c1', status: { type: 'on_hold' } }, { id: 'c2' }], {}));
		expect((await search(bench.host, 'searchCalls')).results.map(({ name }) => name)).toEqual([
			'Unnamed user, on hold · c1',
			'Unnamed user, not started · c2',
		]);
	});

	test('tells calls apart by user and time', async () => {
		addCall(bench.fakeApi.store, { id: 'c1', user_name: 'Nathan' });
		expect((await search(bench.host, 'searchCalls', 'nathan')).results).toEqual([
			{ name: 'Nathan, 2025-05-28 10:26 · c1', value: 'c1' },
		]);
	});

	test('says which avatars cannot be used yet', async () => {
		addAvatar(bench.fakeApi.store, { id: 'a1', name: 'Ada', status: 'training' });
		expect((await search(bench.host, 'searchAvatars')).results).toEqual([
			{ name: 'Ada (training)', value: 'a1' },
		]);
	});

	test('names knowledge files with their format, and external APIs', async () => {
		const { store } = bench.fakeApi;
		store.knowledgeFiles.set('f1', {
			...{ id: 'f1', name: 'Menu', format: 'pdf', status: 'available', text: '' },
			...{ expectedChunks: 1, chunks: new Map() },
		});
		store.externalApis.set('e1', {
			...{ id: 'e1', type: 'openai_compatible_llm', name: 'Mine', api_key: 'k' },
			url: 'https://llm.example.com',
		});
		expect((await search(bench.host, 'searchKnowledgeFiles')).results).toEqual([
			{ name: 'Menu (pdf)', value: 'f1' },
		]);
		expect((await search(bench.host, 'searchExternalApis')).results).toEqual([
			{ name: 'Mine', value: 'e1' },
		]);
	});
});
