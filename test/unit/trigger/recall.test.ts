import type { IDataObject } from 'n8n-workflow';
import {
	ActiveCalls,
	KEPT_CALLS,
	type SavedString,
} from '../../../nodes/BeyondPresenceTrigger/calls/activeCalls';
import {
	CallMemory,
	LONGEST_REMEMBERED,
	REMEMBERED_CALLS,
} from '../../../nodes/BeyondPresenceTrigger/calls/callMemory';
import { recall } from '../../../nodes/BeyondPresenceTrigger/calls/recall';
import { identifyEvent } from '../../../nodes/shared/events/event';
import { readFacts } from '../../../nodes/shared/events/facts';
import {
	AGENT_ID,
	callStartedEvent,
	capturedMessage,
	documentedCallEnded,
	greeting,
	unknownEvent,
} from '../../support/samples/payloads';

const NOW = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const ACKNOWLEDGED = Promise.resolve(true);

/** The string that n8n saves, and how often it was written. */
class Saved implements SavedString {
	writes = 0;

	constructor(private content?: string) {}

	static of(...calls: Array<[string, number]>) {
		return new Saved(JSON.stringify(calls));
	}

	read = () => this.content;

	write = (content: string) => {
		this.writes++;
		this.content = content;
	};

	get calls(): unknown {
		return this.content === undefined ? undefined : JSON.parse(this.content);
	}
}

let now: number;
let memory: CallMemory;
let saved: Saved | undefined;
beforeEach(() => {
	now = NOW;
	memory = new CallMemory(() => now);
	saved = undefined;
});

function receive(payload: IDataObject, isAcknowledged = ACKNOWLEDGED, isTest = false) {
	const event = identifyEvent(payload);
	if (event.kind !== 'event') throw new Error('not an event');
	const activeCalls = saved && new ActiveCalls(saved, () => now);
	const trigger = { memory, trigger: 'trigger', activeCalls, isAcknowledged, isTest };
	return recall(event.name, readFacts(event), trigger);
}

/** What a restart of n8n forgets. */
const restart = () => (memory = new CallMemory(() => now));

describe('the call of an event', () => {
	it('has the agent and the user of its greeting', () => {
		receive(greeting);
		expect(receive(documentedCallEnded).known).toEqual({
			agent_id: AGENT_ID,
			user_name: 'Ada Stone',
			started_at: null,
		});
	});

	it('has the start that an earlier event named', () => {
		receive(callStartedEvent);
		expect(receive(documentedCallEnded).known.started_at).toBe('2025-05-28T10:26:10Z');
	});

	it.each([greeting, capturedMessage])('has no start from the time of a message', (message) => {
		receive(message);
		expect(receive(documentedCallEnded).known.started_at).toBeNull();
	});

	it('learns what was found out elsewhere, for later events too', () => {
		const found = { agent_id: 'found', user_name: 'Other', started_at: null };
		const call = receive({ event_type: 'message', call_id: 'c', user_name: 'Ada' });
		call.learn(found);
		expect(call.known).toEqual({ ...found, user_name: 'Ada' });
		expect(receive({ event_type: 'call_ended', call_id: 'c' }).known).toEqual(call.known);
	});

	it('is not remembered by a blank id', () => {
		receive({ ...greeting, call_id: '' });
		const other = receive({ ...documentedCallEnded, call_id: '' });
		expect(other).toMatchObject({ callId: null, known: { agent_id: null } });
	});
});

describe('the start of a call', () => {
	it.each(['agent', 'ai', 'assistant'])('is a greeting of the %s', (sender) => {
		expect(receive({ ...greeting, message: { ...greeting.message, sender } }).isStart).toBe(true);
	});

	it('is reported only once', () => {
		receive(greeting);
		expect(receive(greeting).isStart).toBe(false);
	});

	it.each([greeting, callStartedEvent])(
		'is reported each time that the same event comes to the test URL',
		(event) => {
			const test = (payload: IDataObject) => receive(payload, ACKNOWLEDGED, true).isStart;
			const next = { ...greeting, message: { ...greeting.message, sent_at: '2025-05-28T10:27Z' } };
			expect([event, event, next, event].map(test)).toEqual([true, true, false, true]);
		},
	);

	it.each([
		['the user spoke first', capturedMessage],
		['the call is over', documentedCallEnded],
	])("is not an agent's message when %s", (_, before) => {
		receive(before);
		expect(receive(greeting).isStart).toBe(false);
	});

	it('is a greeting after an unknown event', () => {
		receive(unknownEvent);
		expect(receive(greeting).isStart).toBe(true);
	});

	it("is the vendor's own event, and then not the greeting", () => {
		expect(receive(callStartedEvent).isStart).toBe(true);
		expect(receive(greeting).isStart).toBe(false);
	});

	it("is not the vendor's own event after the greeting", () => {
		receive(greeting);
		expect(receive(callStartedEvent).isStart).toBe(false);
	});

	it("is the vendor's own event after a user's message", () => {
		receive(capturedMessage);
		expect(receive(callStartedEvent).isStart).toBe(true);
	});

	it('is not a greeting without a call id, which cannot be told from a later message', () => {
		expect(receive({ ...greeting, call_id: null }).isStart).toBe(false);
		expect(receive({ ...callStartedEvent, call_id: null }).isStart).toBe(true);
	});

	it('is reported again if the response to the first report was not a 200', async () => {
		expect(receive(greeting, Promise.resolve(false)).isStart).toBe(true);
		await Promise.resolve();
		expect(receive(greeting).isStart).toBe(true);
		expect(receive(greeting).isStart).toBe(false);
	});

	it('is not reported twice while the first response is not out', () => {
		receive(greeting, new Promise(() => {}));
		expect(receive(greeting).isStart).toBe(false);
	});

	it('is not reported after a message that was acknowledged in between', async () => {
		receive(greeting, Promise.resolve(false));
		receive(capturedMessage);
		await Promise.resolve();
		expect(receive(greeting).isStart).toBe(false);
	});
});

describe('the active calls that outlive a restart', () => {
	beforeEach(() => {
		saved = new Saved();
	});

	it('keep a call in progress from being reported as started', () => {
		receive(greeting);
		restart();
		expect(receive(greeting).isStart).toBe(false);
	});

	it('are not needed if starts are not selected', () => {
		saved = undefined;
		receive(greeting);
		restart();
		expect(receive(greeting).isStart).toBe(true);
	});

	it('are written once for each call', () => {
		for (const event of [greeting, capturedMessage, documentedCallEnded]) receive(event);
		expect(saved?.writes).toBe(1);
	});

	it('say when they were written', () => {
		expect(receive(greeting).isSaved).toBe(true);
		expect(receive(capturedMessage).isSaved).toBe(false);
	});

	it('are written again by a later message if another write removed the call', () => {
		receive(greeting);
		saved = new Saved();
		expect(receive(capturedMessage).isSaved).toBe(true);
		expect(saved.calls).toEqual([[greeting.call_id, NOW]]);
	});

	it('bring along the calls that another request overwrote', () => {
		receive({ ...greeting, call_id: 'a' });
		saved = new Saved();
		receive({ ...greeting, call_id: 'b' });
		expect(saved.calls).toEqual([
			['a', NOW],
			['b', NOW],
		]);
	});

	it('forget calls of more than a day ago', () => {
		saved = Saved.of([greeting.call_id, NOW - DAY_MS]);
		expect(receive(greeting).isStart).toBe(true);
		expect(saved.calls).toEqual([[greeting.call_id, NOW]]);
	});

	it('know calls of less than a day ago', () => {
		saved = Saved.of([greeting.call_id, NOW - DAY_MS + 1]);
		expect(receive(greeting).isStart).toBe(false);
	});

	it('drop the calls of more than a day ago when they are written', () => {
		saved = Saved.of(['old', NOW - DAY_MS], ['young', NOW - DAY_MS + 1]);
		receive(greeting);
		expect(saved.calls).toEqual([
			['young', NOW - DAY_MS + 1],
			[greeting.call_id, NOW],
		]);
	});

	it('keep the time at which a call was added', () => {
		receive({ ...greeting, call_id: 'a' });
		saved = Saved.of(['a', NOW - 1]);
		receive({ ...greeting, call_id: 'b' });
		expect(saved.calls).toEqual([
			['a', NOW - 1],
			['b', NOW],
		]);
	});

	it('hold no call of which only an unknown event came', () => {
		receive(unknownEvent);
		expect(saved?.writes).toBe(0);
	});

	it("do not keep the vendor's own event of a known call from being its start", () => {
		receive(capturedMessage);
		expect(receive(callStartedEvent).isStart).toBe(true);
	});

	describe('in an n8n that remembers more calls than are saved', () => {
		const receiveFrom = (call: number) => {
			now++;
			return receive({ ...greeting, call_id: `call ${call}` });
		};
		beforeEach(() => {
			for (let call = 1; call <= REMEMBERED_CALLS; call++) receiveFrom(call);
		});

		it('are the newest ones, oldest first', () => {
			const newest = Array.from({ length: KEPT_CALLS }, (_, index) => {
				const call = REMEMBERED_CALLS - KEPT_CALLS + 1 + index;
				return [`call ${call}`, NOW + call];
			});
			expect(saved?.calls).toEqual(newest);
		});

		it('are not written again by their next messages, nor by those of older calls', () => {
			const before = saved?.writes;
			for (const call of [REMEMBERED_CALLS, REMEMBERED_CALLS - 1, 1]) {
				expect(receiveFrom(call).isSaved).toBe(false);
			}
			expect(saved?.writes).toBe(before);
		});

		it('do not come back after a day', () => {
			now += DAY_MS;
			receive({ ...greeting, call_id: 'next day' });
			expect(saved?.calls).toEqual([['next day', now]]);
		});
	});

	it.each(['rubbish', '{}', '[["call"]]', '"x"'])(
		'start again from unreadable content: %s',
		(text) => {
			saved = new Saved(text);
			expect(receive(greeting).isStart).toBe(true);
			expect(saved.calls).toEqual([[greeting.call_id, NOW]]);
		},
	);
});

describe('ids and names of megabytes', () => {
	const long = 'x'.repeat(LONGEST_REMEMBERED + 1);

	it('are not kept as the id of a call', () => {
		saved = new Saved();
		receive({ ...greeting, call_id: long });
		expect(memory.activeCalls('trigger')).toEqual([]);
		expect(saved.writes).toBe(0);
	});

	it('are kept up to the longest id that is remembered', () => {
		const longest = 'x'.repeat(LONGEST_REMEMBERED);
		receive({ ...greeting, call_id: longest });
		expect(memory.activeCalls('trigger')).toEqual([[longest, NOW]]);
	});

	it('are in the item of their own event and not remembered for later ones', () => {
		const call_data = { userName: long, agentId: 'agent' };
		expect(receive({ ...greeting, call_data }).known.user_name).toBe(long);
		const ended = { ...documentedCallEnded, user_name: null };
		expect(receive(ended).known).toMatchObject({ user_name: null, agent_id: 'agent' });
	});
});
