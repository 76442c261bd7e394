import type { IDataObject } from 'n8n-workflow';
import {
	CallMemory,
	LONGEST_REMEMBERED,
	REMEMBERED_CALLS,
} from '../../../nodes/BeyondPresenceTrigger/calls/callMemory';
import { parseEvent } from '../../../nodes/shared/events/events';
import { recall } from '../../../nodes/BeyondPresenceTrigger/calls/recall';
import {
	KEPT_CALLS,
	noteAgainLater,
	noteSeen,
	wasSeen,
} from '../../../nodes/BeyondPresenceTrigger/calls/seenCalls';
import { capturedMessage, documentedCallEnded, greeting } from '../../support/samples/payloads';

const NOW = 1_700_000_000_000;

const meet = (memory: CallMemory, payload: IDataObject, persisted?: IDataObject) => {
	const parsed = parseEvent(payload);
	if (!('event' in parsed)) throw new Error('not an event');
	return recall(memory, 'trigger', parsed.event, persisted, NOW);
};

describe('the list of calls that outlives a restart', () => {
	it('is written again by a later message where another write has removed the call', () => {
		const memory = new CallMemory(() => NOW);
		meet(memory, greeting, {});
		const overwritten: IDataObject = { seenCalls: [] };
		meet(memory, capturedMessage, overwritten);
		expect(wasSeen(overwritten, greeting.call_id, NOW)).toBe(true);
	});

	it('is left alone by a later message of a call that it holds', () => {
		const memory = new CallMemory(() => NOW);
		const persisted: IDataObject = {};
		meet(memory, greeting, persisted);
		const { seenCalls } = persisted;
		meet(memory, capturedMessage, persisted);
		expect(persisted.seenCalls).toBe(seenCalls);
	});

	it('keeps the newest calls when more have begun than it holds', () => {
		const memory = new CallMemory(() => NOW);
		const persisted: IDataObject = {};
		for (let call = 0; call < REMEMBERED_CALLS; call++) {
			const isLast = call === REMEMBERED_CALLS - 1;
			meet(memory, { ...greeting, call_id: `call ${call}` }, isLast ? persisted : undefined);
		}
		const newest = Array.from({ length: KEPT_CALLS }, (_, age) => REMEMBERED_CALLS - 1 - age);
		expect(newest.filter((call) => !wasSeen(persisted, `call ${call}`, NOW))).toEqual([]);
		expect(persisted.seenCalls).toHaveLength(KEPT_CALLS);
	});

	it('is written once more when n8n has begun to store the execution', async () => {
		const persisted: IDataObject = {};
		noteSeen(persisted, ['call'], NOW);
		const { seenCalls } = persisted;
		await noteAgainLater(persisted);
		expect(persisted.seenCalls).not.toBe(seenCalls);
		expect(persisted.seenCalls).toEqual(seenCalls);
	});
});

describe('ids and names of megabytes', () => {
	const long = 'x'.repeat(LONGEST_REMEMBERED + 1);

	it('are not kept as the id of a call', () => {
		const memory = new CallMemory(() => NOW);
		const persisted: IDataObject = {};
		meet(memory, { ...greeting, call_id: long }, persisted);
		expect(memory.begunCalls('trigger')).toEqual([]);
		expect(persisted).toEqual({});
	});

	it('are kept up to the longest id that is remembered', () => {
		const memory = new CallMemory(() => NOW);
		const longest = 'x'.repeat(LONGEST_REMEMBERED);
		meet(memory, { ...greeting, call_id: longest }, {});
		expect(memory.begunCalls('trigger')).toEqual([longest]);
	});

	it('are given with their own event and not remembered for later ones', () => {
		const memory = new CallMemory(() => NOW);
		const call_data = { userName: long, agentId: 'agent' };
		expect(meet(memory, { ...greeting, call_data }).known.user_name).toBe(long);
		const ended = { ...documentedCallEnded, user_name: null };
		expect(meet(memory, ended).known).toMatchObject({ user_name: null, agent_id: 'agent' });
	});
});
