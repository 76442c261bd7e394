/** An account of Beyond Presence and an n8n that polls it, simulated: no network, no timers, a seed. */
import type { CallSource, ListPage } from '../../../nodes/BeyondPresencePollTrigger/api/source';
import { pollCalls } from '../../../nodes/BeyondPresencePollTrigger/poll/poll';
import { startFromNow } from '../../../nodes/BeyondPresencePollTrigger/poll/start';
import {
	LIMITS,
	type Limits,
	type Progress,
} from '../../../nodes/BeyondPresencePollTrigger/state/progress';
import { readSaved, toSaved } from '../../../nodes/BeyondPresencePollTrigger/state/savedProgress';
import type { Trouble } from '../../../nodes/BeyondPresencePollTrigger/api/troubles';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const START = Date.parse('2025-05-28T10:00:00Z');

export const iso = (time: number): string => new Date(time).toISOString();

/** Numbers from 0 to 1, always the same ones for a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** When a call begins and ends; Infinity for never. */
interface SimulatedCall {
	id: string;
	agent_id: string;
	startsAt: number;
	endsAt: number;
}

/** As `NodeApiError` says which status it was. */
export class ApiError extends Error {
	constructor(readonly httpCode: string) {
		super(`HTTP ${httpCode}`);
	}
}

export type Order = 'newestFirst' | 'oldestFirst' | 'shuffled';

export class Account implements CallSource {
	now = START;
	order: Order = 'newestFirst';
	pageSize = 50;
	/** Oldest first, in the order in which they were created. */
	readonly calls: SimulatedCall[] = [];
	readonly requests: string[] = [];
	private shuffled: SimulatedCall[] = [];
	/** Throws, or changes a response, to simulate trouble; is called before each request. */
	trouble: (request: string) => void = () => {};
	/** What the list says about a call instead. */
	entryOf: (call: SimulatedCall) => unknown = (call) => this.entry(call);

	/** Adds a call that goes on, or that ends at a time; at once unless told when it starts. */
	add(id: string, endsAt = Infinity, more: Partial<SimulatedCall> = {}): SimulatedCall {
		const call = { id, agent_id: 'agent', startsAt: Math.min(this.now, endsAt), endsAt, ...more };
		this.calls.push(call);
		return call;
	}

	find(id: string): SimulatedCall {
		const call = this.calls.findLast((each) => each.id === id);
		if (call === undefined) throw new ApiError('404');
		return call;
	}

	get endedIds(): string[] {
		return this.calls.filter(({ endsAt }) => endsAt <= this.now).map(({ id }) => id);
	}

	entry({ id, agent_id, startsAt, endsAt }: SimulatedCall) {
		if (startsAt > this.now) return { id, agent_id, status: { type: 'to_start' } };
		const started_at = iso(startsAt);
		if (endsAt > this.now) return { id, agent_id, status: { type: 'ongoing', started_at } };
		return { id, agent_id, status: { type: 'completed', started_at, ended_at: iso(endsAt) } };
	}

	private listed(): SimulatedCall[] {
		if (this.order === 'oldestFirst') return this.calls;
		if (this.order === 'newestFirst') return this.calls.toReversed();
		if (this.shuffled.length !== this.calls.length) {
			const key = ({ id }: SimulatedCall): number => (Number(id.slice(1)) * 7_919) % 10_007;
			this.shuffled = this.calls.toSorted((one, other) => key(one) - key(other));
		}
		return this.shuffled;
	}

	private request(what: string): void {
		this.requests.push(what);
		this.trouble(what);
	}

	page = async (cursor: string | undefined): Promise<ListPage> => {
		this.request(cursor === undefined ? 'top' : 'page');
		const listed = this.listed();
		const start = cursor === undefined ? 0 : listed.findIndex(({ id }) => id === cursor) + 1;
		if (cursor !== undefined && start === 0) throw new ApiError('422');
		const page = listed.slice(start, start + this.pageSize);
		const hasMore = start + this.pageSize < listed.length;
		return {
			entries: page.map((call) => this.entryOf(call)),
			nextCursor: hasMore ? page.at(-1)?.id : undefined,
		};
	};

	call = async (id: string) => {
		this.request(`call ${id}`);
		return this.entry(this.find(id));
	};

	messages = async (id: string): Promise<unknown> => {
		this.request(`messages ${id}`);
		return [{ sender: 'ai', message: `Hello from ${id}`, sent_at: iso(this.find(id).startsAt) }];
	};
}

interface TriggerOptions {
	limits?: Partial<Limits>;
	waitMs?: number;
	addDetails?: boolean;
	isWanted?: (agentId: string | undefined) => boolean;
}

/** A trigger in an n8n that saves its progress with the items, as n8n does. */
export class Trigger {
	/** The IDs of the calls it emitted, in their order. */
	readonly emitted: string[] = [];
	readonly troubles: Trouble[] = [];
	/** The most requests of a poll beside those for messages. */
	mostRequests = 0;
	/** The longest content of the static data, in characters. */
	longestSaved = 0;
	/** What n8n has in its memory, and in its database. */
	private memory: string | undefined;
	private database: string | undefined;

	constructor(
		readonly account: Account,
		private readonly options: TriggerOptions = {},
	) {}

	private get pollOptions() {
		const { account, options } = this;
		const limits = { ...LIMITS, ...options.limits };
		return { isWanted: () => true, ...options, source: account, limits, now: account.now };
	}

	private save(progress: Progress): void {
		this.memory = JSON.stringify(toSaved({ kind: 'progress', progress }));
		this.longestSaved = Math.max(this.longestSaved, this.memory.length);
	}

	get progress(): Progress {
		const saved = readSaved(JSON.parse(this.memory ?? 'null'));
		if (saved?.kind !== 'progress') throw new Error('The trigger has not started');
		return saved.progress;
	}

	/** What publishing the workflow does. */
	async start(): Promise<void> {
		this.save(await startFromNow(this.pollOptions));
		this.database = this.memory;
	}

	startWith(progress: Progress): void {
		this.save(progress);
		this.database = this.memory;
	}

	/** @returns the items of this poll */
	async poll() {
		const { progress, account } = this;
		const before = account.requests.length;
		const { items, troubles } = await pollCalls(progress, this.pollOptions);
		const requests = account.requests.slice(before);
		const others = requests.filter((request) => !request.startsWith('messages'));
		this.mostRequests = Math.max(this.mostRequests, others.length);
		this.save(progress);
		this.troubles.push(...troubles);
		this.emitted.push(...items.map(({ call_id }) => call_id ?? ''));
		if (items.length > 0) this.database = this.memory;
		return items;
	}

	/** n8n is ended, and continues with what it saved. */
	restart(): void {
		this.memory = this.database;
	}
}

/** Polls each minute for as long as two sweeps of the list may take, and some more for retries. */
export async function settle(trigger: Trigger, more = 10): Promise<void> {
	const { account } = trigger;
	const polls = more + 2 * Math.ceil(account.calls.length / account.pageSize);
	for (let poll = 0; poll < polls; poll++) {
		account.now += MINUTE_MS;
		await trigger.poll();
	}
}
