import {
	CallMemory,
	LONGEST_REMEMBERED,
	REMEMBERED_CALLS,
	REMEMBERED_TRIGGERS,
} from '../../../nodes/BeyondPresenceTrigger/calls/callMemory';

const DAY_MS = 86_400_000;

const NOTHING = { agent_id: null, user_name: null, started_at: null };
const ADA = { agent_id: 'agent', user_name: 'Ada', started_at: null };

describe('the memory of calls', () => {
	let now: number;
	let memory: CallMemory;
	beforeEach(() => {
		now = 1_000;
		memory = new CallMemory(() => now);
	});
	const known = (call: string, trigger = 't') => memory.learn(trigger, call, NOTHING, true).known;

	it('tells a later event what an earlier one told', () => {
		memory.learn('t', 'call', ADA, true);
		expect(known('call')).toEqual(ADA);
	});

	it('adds up what several events told', () => {
		memory.learn('t', 'call', { ...NOTHING, agent_id: 'agent' }, true);
		memory.learn('t', 'call', { ...NOTHING, user_name: 'Ada' }, true);
		expect(known('call')).toEqual(ADA);
	});

	it('lets the newest event correct what is known', () => {
		memory.learn('t', 'call', ADA, true);
		memory.learn('t', 'call', { ...NOTHING, user_name: 'Ada Stone' }, true);
		expect(known('call')).toEqual({ ...ADA, user_name: 'Ada Stone' });
	});

	it('keeps calls and triggers apart', () => {
		memory.learn('t', 'call', ADA, true);
		expect(known('other call')).toEqual(NOTHING);
		expect(known('call', 'other trigger')).toEqual(NOTHING);
	});

	it('calls the first event that begins a call first, and no later one', () => {
		expect(memory.learn('t', 'call', NOTHING, false).isFirst).toBe(false);
		expect(memory.learn('t', 'call', NOTHING, true).isFirst).toBe(true);
		expect(memory.learn('t', 'call', NOTHING, true).isFirst).toBe(false);
	});

	it('remembers that a start was told, and when it was', () => {
		memory.learn('t', 'call', NOTHING, true);
		memory.noteStarted('t', 'call', '2025-01-01T00:00:00Z');
		expect(memory.learn('t', 'call', NOTHING, true)).toEqual({
			known: { ...NOTHING, started_at: '2025-01-01T00:00:00Z' },
			isFirst: false,
			isUnannounced: false,
		});
	});

	it('does not change when a start was once it is known', () => {
		memory.learn('t', 'call', { ...NOTHING, started_at: 'first' }, true);
		memory.noteStarted('t', 'call', 'second');
		expect(known('call').started_at).toBe('first');
	});

	it('keeps names up to the longest that it remembers', () => {
		const longest = 'x'.repeat(LONGEST_REMEMBERED);
		memory.learn('t', 'call', { ...NOTHING, user_name: longest, agent_id: `${longest}x` }, true);
		expect(known('call')).toEqual({ ...NOTHING, user_name: longest });
	});

	it('goes by the clock of the machine unless given another', () => {
		const ofTheMachine = new CallMemory();
		ofTheMachine.learn('t', 'call', ADA, true);
		expect(ofTheMachine.learn('t', 'call', NOTHING, true).known).toEqual(ADA);
	});

	it('forgets a call after 24 hours without an event', () => {
		memory.learn('t', 'call', ADA, true);
		now += DAY_MS;
		expect(known('call')).toEqual(NOTHING);
	});

	it('counts the 24 hours from the last event', () => {
		memory.learn('t', 'call', ADA, true);
		now += DAY_MS - 1;
		known('call');
		now += DAY_MS - 1;
		expect(known('call')).toEqual(ADA);
	});

	it('forgets the call that was silent longest when there are too many', () => {
		memory.learn('t', 'first', ADA, true);
		memory.learn('t', 'second', ADA, true);
		known('first');
		for (let call = 0; call < REMEMBERED_CALLS - 1; call++) known(`call ${call}`);
		expect(memory.begunCalls('t')).toHaveLength(REMEMBERED_CALLS);
		expect(known('first')).toEqual(ADA);
		expect(known('second')).toEqual(NOTHING);
	});

	it('forgets the trigger that was silent longest when there are too many', () => {
		memory.learn('old', 'call', ADA, true);
		memory.learn('in use', 'call', ADA, true);
		for (let trigger = 0; trigger < REMEMBERED_TRIGGERS - 1; trigger++) {
			known('call', `t${trigger}`);
		}
		expect(known('call', 'in use')).toEqual(ADA);
		expect(known('call', 'old')).toEqual(NOTHING);
	});

	it('lists the calls that have begun, oldest first', () => {
		memory.learn('t', 'a', NOTHING, true);
		memory.learn('t', 'b', NOTHING, false);
		memory.learn('t', 'c', NOTHING, true);
		expect(memory.begunCalls('t')).toEqual(['a', 'c']);
		expect(memory.begunCalls('nobody')).toEqual([]);
	});

	it('ignores the start of a call that it does not know', () => {
		memory.noteStarted('t', 'call', 'x');
		expect(memory.begunCalls('t')).toEqual([]);
	});
});
