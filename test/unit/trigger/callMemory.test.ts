import {
	CallMemory,
	LONGEST_REMEMBERED,
	REMEMBERED_CALLS,
	REMEMBERED_TRIGGERS,
} from '../../../nodes/BeyondPresenceTrigger/calls/callMemory';
import { NOTHING_KNOWN } from '../../../nodes/shared/events/facts';

const DAY_MS = 86_400_000;
const ADA = { agent_id: 'agent', user_name: 'Ada', started_at: null };
const ACKNOWLEDGED = Promise.resolve(true);

describe('call memory', () => {
	let now: number;
	let memory: CallMemory;
	beforeEach(() => {
		now = 1_000;
		memory = new CallMemory(() => now);
	});
	const learn = (said: typeof ADA | typeof NOTHING_KNOWN, call = 'call', trigger = 't') =>
		memory.call(trigger, call).learn(said);
	const known = (call?: string, trigger?: string) => learn(NOTHING_KNOWN, call, trigger);
	const see = (call: string, trigger = 't') =>
		memory.call(trigger, call).activity.see(ACKNOWLEDGED);

	it('fills in later events from earlier ones', () => {
		learn(ADA);
		expect(known()).toEqual(ADA);
	});

	it('adds up what several events said', () => {
		learn({ ...NOTHING_KNOWN, agent_id: 'agent' });
		learn({ ...NOTHING_KNOWN, user_name: 'Ada' });
		expect(known()).toEqual(ADA);
	});

	it('lets the newest event correct what is known', () => {
		learn(ADA);
		learn({ ...NOTHING_KNOWN, user_name: 'Ada Stone' });
		expect(known()).toEqual({ ...ADA, user_name: 'Ada Stone' });
	});

	it('keeps calls and triggers apart', () => {
		learn(ADA);
		expect(known('other call')).toEqual(NOTHING_KNOWN);
		expect(known('call', 'other trigger')).toEqual(NOTHING_KNOWN);
	});

	it('keeps names up to the longest that it remembers', () => {
		const longest = 'x'.repeat(LONGEST_REMEMBERED);
		learn({ ...NOTHING_KNOWN, user_name: longest, agent_id: `${longest}x` });
		expect(known()).toEqual({ ...NOTHING_KNOWN, user_name: longest });
	});

	it("uses the machine's clock unless given another", () => {
		const withMachineClock = new CallMemory();
		withMachineClock.call('t', 'call').learn(ADA);
		expect(withMachineClock.call('t', 'call').learn(NOTHING_KNOWN)).toEqual(ADA);
	});

	it('forgets a call after 24 hours without an event', () => {
		learn(ADA);
		now += DAY_MS;
		expect(known()).toEqual(NOTHING_KNOWN);
	});

	it('counts the 24 hours from the last event', () => {
		learn(ADA);
		now += DAY_MS - 1;
		known();
		now += DAY_MS - 1;
		expect(known()).toEqual(ADA);
	});

	it('forgets the call that was silent longest when there are too many', () => {
		learn(ADA, 'first');
		learn(ADA, 'second');
		see('first');
		for (let call = 0; call < REMEMBERED_CALLS - 1; call++) see(`call ${call}`);
		expect(memory.activeCalls('t')).toHaveLength(REMEMBERED_CALLS);
		expect(known('first')).toEqual(ADA);
		expect(known('second')).toEqual(NOTHING_KNOWN);
	});

	it('forgets the trigger that was silent longest when there are too many', () => {
		learn(ADA, 'call', 'old');
		learn(ADA, 'call', 'in use');
		for (let trigger = 0; trigger < REMEMBERED_TRIGGERS - 1; trigger++) {
			known('call', `t${trigger}`);
		}
		expect(known('call', 'in use')).toEqual(ADA);
		expect(known('call', 'old')).toEqual(NOTHING_KNOWN);
	});

	it('lists the calls with activity, and when each was first seen', () => {
		see('a');
		learn(NOTHING_KNOWN, 'b');
		now++;
		see('a');
		see('c');
		expect(memory.activeCalls('t')).toEqual([
			['a', 1_000],
			['c', 1_001],
		]);
		expect(memory.activeCalls('nobody')).toEqual([]);
	});
});

describe('a sign of a call', () => {
	const signAfter = async (...isAcknowledged: boolean[]) => {
		const { start } = new CallMemory().call('t', 'call');
		for (const isSent of isAcknowledged) start.see(Promise.resolve(isSent));
		await Promise.resolve();
		return start;
	};

	it('counts while the response is not out', () => {
		const { start } = new CallMemory().call('t', 'call');
		expect(start.isSeen).toBe(false);
		start.see(new Promise(() => {}));
		expect(start.isSeen).toBe(true);
	});

	it.each([
		[[true], true],
		[[false], false],
		[[true, false], true],
		[[false, true], true],
		[[false, false], false],
	])('after responses with 200: %j counts: %j', async (isAcknowledged, isSeen) => {
		expect((await signAfter(...isAcknowledged)).isSeen).toBe(isSeen);
	});
});
