import { parseEvent } from '../../../nodes/shared/events/events';
import { route, type Selection } from '../../../nodes/BeyondPresenceTrigger/filter/routing';
import type { JsonObject } from '../../../nodes/shared/jsonObject';
import {
	AGENT_ID,
	callStartedEvent,
	capturedMessage,
	documentedCallEnded,
	greeting,
	OTHER_AGENT_ID,
	unknownEvent,
} from '../../support/samples/payloads';

const ALL: Selection = {
	events: ['call_started', 'message', 'call_ended', 'other'],
	agentIds: [],
	unknownAgent: 'pass',
	sender: 'any',
};

interface Case {
	agent?: string | null;
	isStart?: boolean;
	selection?: Partial<Selection>;
}

function routed(payload: JsonObject, { agent = AGENT_ID, isStart = false, selection }: Case = {}) {
	const parsed = parseEvent(payload);
	if (!('event' in parsed)) throw new Error('not an event');
	return route(parsed.event, agent, isStart, { ...ALL, ...selection });
}

const NOT_SELECTED = { ignored: 'This event is not selected in the node.' };
const OTHER_AGENT = { ignored: 'This agent is not selected in the node.' };
const UNKNOWN_AGENT = { ignored: 'The agent of this event is not known.' };
const OTHER_SENDER = { ignored: 'Messages of this sender are not selected in the node.' };
const ANNOUNCED = { ignored: 'The start of this call was already announced.' };

describe('an event goes to', () => {
	it.each([
		['its own output', capturedMessage, {}, ['message']],
		['its own output', documentedCallEnded, {}, ['call_ended']],
		['Other', unknownEvent, {}, ['other']],
		['Call Started', callStartedEvent, { isStart: true }, ['call_started']],
		['two outputs, for a greeting', greeting, { isStart: true }, ['call_started', 'message']],
		[
			'Call Started alone, for a greeting where messages are not selected',
			greeting,
			{ isStart: true, selection: { events: ['call_started'] } },
			['call_started'],
		],
		[
			'Message alone, for a greeting where starts are not selected',
			greeting,
			{ isStart: true, selection: { events: ['message'] } },
			['message'],
		],
		[
			"Call Started alone, for a greeting where only the user's messages are wanted",
			greeting,
			{ isStart: true, selection: { sender: 'user' } },
			['call_started'],
		],
		[
			'its output, whatever the case of its agent',
			capturedMessage,
			{ selection: { agentIds: [` ${AGENT_ID.toUpperCase()} `] } },
			['message'],
		],
		[
			'its output, where its agent is unknown and that passes',
			documentedCallEnded,
			{ agent: null, selection: { agentIds: [AGENT_ID] } },
			['call_ended'],
		],
		[
			'its output, where no agent is chosen',
			documentedCallEnded,
			{ agent: null, selection: { unknownAgent: 'drop' } },
			['call_ended'],
		],
		[
			'its output, whoever speaks, where it is no message',
			documentedCallEnded,
			{ selection: { sender: 'user' } },
			['call_ended'],
		],
	] satisfies Array<[string, JsonObject, Case, string[]]>)('%s', (_, payload, given, outputs) => {
		expect(routed(payload, given)).toEqual({ outputs });
	});
});

describe('an event is ignored', () => {
	it.each([
		['when it is not selected', capturedMessage, { selection: { events: [] } }, NOT_SELECTED],
		[
			'when only others are selected',
			unknownEvent,
			{ selection: { events: ['message'] } },
			NOT_SELECTED,
		],
		[
			'of another agent',
			capturedMessage,
			{ selection: { agentIds: [OTHER_AGENT_ID] } },
			OTHER_AGENT,
		],
		[
			'of an unknown agent, where that is dropped',
			documentedCallEnded,
			{ agent: null, selection: { agentIds: [AGENT_ID], unknownAgent: 'drop' } },
			UNKNOWN_AGENT,
		],
		[
			'of the user, where the agent is wanted',
			capturedMessage,
			{ selection: { sender: 'agent' } },
			OTHER_SENDER,
		],
		[
			'of the agent, where the user is wanted',
			greeting,
			{ selection: { sender: 'user' } },
			OTHER_SENDER,
		],
		['when its start was announced before', callStartedEvent, {}, ANNOUNCED],
	] satisfies Array<[string, JsonObject, Case, object]>)('%s', (_, payload, given, ignored) => {
		expect(routed(payload, given)).toEqual(ignored);
	});
});
