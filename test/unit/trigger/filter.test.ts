import { reasonToIgnoreAgent } from '../../../nodes/BeyondPresenceTrigger/filter/agents';
import { select, type Selection } from '../../../nodes/BeyondPresenceTrigger/filter/select';
import { EVENT_NAMES, identifyEvent, type EventName } from '../../../nodes/shared/events/event';
import { readFacts } from '../../../nodes/shared/events/facts';
import type { JsonObject } from '../../../nodes/shared/fields/jsonObject';
import {
	AGENT_ID,
	callStartedEvent,
	capturedMessage,
	documentedCallEnded,
	greeting,
	OTHER_AGENT_ID,
	unknownEvent,
} from '../../support/samples/payloads';

const ALL: readonly EventName[] = EVENT_NAMES;

interface Case {
	isStart?: boolean;
	events?: readonly EventName[];
	sender?: Selection['sender'];
}

function selected(payload: JsonObject, { isStart = false, events = ALL, sender = 'any' }: Case) {
	const event = identifyEvent(payload);
	if (event.kind !== 'event') throw new Error('not an event');
	const selection = { events: new Set(events), sender };
	return select(event.name, readFacts(event).sender, isStart, selection);
}

describe('an event becomes', () => {
	it.each([
		['its own item', capturedMessage, {}, ['message']],
		['its own item', documentedCallEnded, {}, ['call_ended']],
		['an item of Other', unknownEvent, {}, ['other']],
		['Call Started', callStartedEvent, { isStart: true }, ['call_started']],
		[
			'Call Started and then Message, for a greeting',
			greeting,
			{ isStart: true },
			['call_started', 'message'],
		],
		[
			'Call Started alone, for a greeting if messages are not selected',
			greeting,
			{ isStart: true, events: ['call_started'] },
			['call_started'],
		],
		[
			'Message alone, for a greeting if starts are not selected',
			greeting,
			{ isStart: true, events: ['message'] },
			['message'],
		],
		[
			"Call Started alone, for a greeting if only the user's messages are selected",
			greeting,
			{ isStart: true, sender: 'user' },
			['call_started'],
		],
		[
			'its own item for any sender, if it is not a message',
			documentedCallEnded,
			{ sender: 'user' },
			['call_ended'],
		],
	] satisfies Array<[string, JsonObject, Case, string[]]>)('%s', (_, payload, given, items) => {
		expect(selected(payload, given)).toEqual({ kind: 'selected', items });
	});
});

describe('an event is ignored', () => {
	const NOT_SELECTED = 'This event is not selected in the node.';
	const OTHER_SENDER = 'Messages of this sender are not selected in the node.';
	it.each([
		['if it is not selected', capturedMessage, { events: [] }, NOT_SELECTED],
		['if only others are selected', unknownEvent, { events: ['message'] }, NOT_SELECTED],
		["of the user, for 'Agent'", capturedMessage, { sender: 'agent' }, OTHER_SENDER],
		["of the agent, for 'User'", greeting, { sender: 'user' }, OTHER_SENDER],
		[
			'if its start was reported before',
			callStartedEvent,
			{},
			'The start of this call was reported before.',
		],
	] satisfies Array<[string, JsonObject, Case, string]>)('%s', (_, payload, given, reason) => {
		expect(selected(payload, given)).toEqual({ kind: 'ignored', reason });
	});
});

describe("the filter 'Agents'", () => {
	const UNKNOWN = 'The agent of this event is unknown.';
	const OTHER = 'This agent is not selected in the node.';
	const CHOSEN = { agentIds: [AGENT_ID] };
	it.each([
		['lets every agent pass if none is chosen', { agentIds: [] }, OTHER_AGENT_ID, null, undefined],
		['lets an unknown agent pass if none is chosen', { agentIds: [] }, null, null, undefined],
		['lets a chosen agent pass', CHOSEN, AGENT_ID, null, undefined],
		[
			'does not mind case and spaces',
			{ agentIds: [` ${AGENT_ID.toUpperCase()} `] },
			AGENT_ID,
			null,
			undefined,
		],
		['ignores another agent', CHOSEN, OTHER_AGENT_ID, null, OTHER],
		['lets an agent that is looked up pass', CHOSEN, null, AGENT_ID, undefined],
		['ignores another agent that is looked up', CHOSEN, null, OTHER_AGENT_ID, OTHER],
		['lets an unknown agent pass', CHOSEN, null, null, undefined],
		['ignores an unknown agent', { ...CHOSEN, unknownAgent: 'drop' as const }, null, null, UNKNOWN],
	])('%s', async (_, filter, known, lookedUp, reason) => {
		const lookUp = jest.fn(async () => lookedUp);
		const asked = { unknownAgent: 'pass' as const, ...filter };
		expect(await reasonToIgnoreAgent(asked, known, lookUp)).toBe(reason);
		const isNeeded = filter.agentIds.length > 0 && known === null;
		expect(lookUp).toHaveBeenCalledTimes(isNeeded ? 1 : 0);
	});
});
