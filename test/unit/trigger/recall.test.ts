import type { IDataObject } from 'n8n-workflow';
import { CallMemory } from '../../../nodes/BeyondPresenceTrigger/calls/callMemory';
import { parseEvent } from '../../../nodes/shared/events/events';
import { recall } from '../../../nodes/BeyondPresenceTrigger/calls/recall';
import { KEPT_CALLS } from '../../../nodes/BeyondPresenceTrigger/calls/seenCalls';
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

let memory: CallMemory;
let persisted: IDataObject | undefined;
beforeEach(() => {
	memory = new CallMemory(() => NOW);
	persisted = undefined;
});

function meet(payload: IDataObject) {
	const parsed = parseEvent(payload);
	if (!('event' in parsed)) throw new Error('not an event');
	return recall(memory, 'trigger', parsed.event, persisted, NOW);
}

/** What a restart of n8n leaves. */
const restart = () => (memory = new CallMemory(() => NOW));

describe('what an event means for its call', () => {
	it('gives the agent, the user and the start of the greeting to the end of the call', () => {
		meet(greeting);
		expect(meet(documentedCallEnded).known).toEqual({
			agent_id: AGENT_ID,
			user_name: 'Ada Stone',
			started_at: '2025-05-28T10:26:12.650000+00:00',
		});
	});

	it("does not take the time of a user's message for the start of the call", () => {
		meet(capturedMessage);
		expect(meet(documentedCallEnded).known.started_at).toBeNull();
	});

	it.each(['agent', 'ai', 'assistant'])('is the start for a greeting of the %s', (sender) => {
		expect(meet({ ...greeting, message: { ...greeting.message, sender } }).isStart).toBe(true);
	});

	it('is the start only once', () => {
		meet(greeting);
		expect(meet(greeting).isStart).toBe(false);
	});

	it.each([
		['the user spoke first', capturedMessage],
		['the call is over', documentedCallEnded],
	])("is no start for an agent's message when %s", (_, before) => {
		meet(before);
		expect(meet(greeting).isStart).toBe(false);
	});

	it('is the start for a greeting after an event that nobody knows', () => {
		meet(unknownEvent);
		expect(meet(greeting).isStart).toBe(true);
	});

	it("is the start for the vendor's own event, and then not for the greeting", () => {
		expect(meet(callStartedEvent).isStart).toBe(true);
		expect(meet(greeting).isStart).toBe(false);
	});

	it("is no second start for the vendor's own event after the greeting", () => {
		meet(greeting);
		expect(meet(callStartedEvent).isStart).toBe(false);
	});

	it("is the start for the vendor's own event after a user's message", () => {
		meet(capturedMessage);
		expect(meet(callStartedEvent).isStart).toBe(true);
	});

	it('is no start for a greeting without a call id, because it cannot be told from the next one', () => {
		expect(meet({ ...greeting, call_id: null }).isStart).toBe(false);
		expect(meet({ ...callStartedEvent, call_id: null }).isStart).toBe(true);
	});
});

describe('the list of calls that outlives a restart', () => {
	it('keeps a call in progress from being announced again', () => {
		persisted = {};
		meet(greeting);
		restart();
		expect(meet(greeting).isStart).toBe(false);
	});

	it('is not needed where it is not kept', () => {
		meet(greeting);
		restart();
		expect(meet(greeting).isStart).toBe(true);
	});

	it('is written once for each call', () => {
		persisted = {};
		meet(greeting);
		const written = persisted.seenCalls;
		meet(capturedMessage);
		meet(documentedCallEnded);
		expect(persisted.seenCalls).toBe(written);
	});

	it('brings along the calls that another request overwrote', () => {
		persisted = {};
		meet({ ...greeting, call_id: 'a' });
		persisted = {};
		meet({ ...greeting, call_id: 'b' });
		expect(persisted.seenCalls).toEqual([
			['a', NOW],
			['b', NOW],
		]);
	});

	it('forgets calls that are too old', () => {
		persisted = { seenCalls: [[greeting.call_id, NOW - DAY_MS]] };
		expect(meet(greeting).isStart).toBe(true);
		expect(persisted.seenCalls).toEqual([[greeting.call_id, NOW]]);
	});

	it('knows calls until they are too old', () => {
		persisted = { seenCalls: [[greeting.call_id, NOW - DAY_MS + 1]] };
		expect(meet(greeting).isStart).toBe(false);
	});

	it('leaves out the calls that are too old when it is written', () => {
		persisted = {
			seenCalls: [
				['old', NOW - DAY_MS],
				['young', NOW - DAY_MS + 1],
			],
		};
		meet(greeting);
		expect(persisted.seenCalls).toEqual([
			['young', NOW - DAY_MS + 1],
			[greeting.call_id, NOW],
		]);
	});

	it('keeps the time at which a call was seen first', () => {
		persisted = {};
		meet({ ...greeting, call_id: 'a' });
		persisted = { seenCalls: [['a', NOW - 1]] };
		meet({ ...greeting, call_id: 'b' });
		expect(persisted.seenCalls).toEqual([
			['a', NOW - 1],
			['b', NOW],
		]);
	});

	it('is told to have been written only where it was', () => {
		persisted = {};
		expect(meet(greeting)).toHaveProperty('isNoted', true);
		expect(meet(capturedMessage)).not.toHaveProperty('isNoted');
		persisted = undefined;
		expect(meet({ ...greeting, call_id: 'b' })).not.toHaveProperty('isNoted');
	});

	it('holds no call of which only an unknown event came', () => {
		persisted = {};
		meet(unknownEvent);
		expect(persisted).toEqual({});
	});

	it("does not keep the vendor's own event of a call that it holds from being its start", () => {
		persisted = {};
		meet(capturedMessage);
		expect(meet(callStartedEvent).isStart).toBe(true);
	});

	it('keeps the newest calls when there are too many', () => {
		persisted = {};
		for (let call = 0; call <= KEPT_CALLS; call++) meet({ ...greeting, call_id: `call ${call}` });
		expect(persisted.seenCalls).toHaveLength(KEPT_CALLS);
		expect(persisted.seenCalls).not.toContainEqual(['call 0', NOW]);
		expect(persisted.seenCalls).toContainEqual([`call ${KEPT_CALLS}`, NOW]);
	});

	it('starts anew where the saved list is unreadable', () => {
		persisted = { seenCalls: 'rubbish' };
		expect(meet(greeting).isStart).toBe(true);
		expect(persisted.seenCalls).toEqual([[greeting.call_id, NOW]]);
	});
});
