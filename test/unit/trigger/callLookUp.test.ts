import { missing } from '../../../nodes/BeyondPresenceTrigger/calls/callLookUp';
import { parseEvent } from '../../../nodes/shared/events/events';
import type { Settings } from '../../../nodes/BeyondPresenceTrigger/settings';
import type { JsonObject } from '../../../nodes/shared/jsonObject';
import { AGENT_ID, capturedMessage, documentedCallEnded } from '../../support/samples/payloads';

const SETTINGS: Settings = {
	events: ['message', 'call_ended'],
	agentIds: [],
	unknownAgent: 'drop',
	sender: 'any',
	simplify: true,
	useApi: true,
	addCallDetails: false,
	ignoreDuplicates: false,
};

function missingOf(payload: JsonObject, settings: Partial<Settings>, agent: string | null = null) {
	const parsed = parseEvent(payload);
	if (!('event' in parsed)) throw new Error('not an event');
	const known = { agent_id: agent, user_name: null, started_at: null };
	return missing(parsed.event, { known, isStart: false }, { ...SETTINGS, ...settings });
}

const withoutCall = { ...documentedCallEnded, call_id: null };
const NOTHING = { agent: false, details: false };
const AGENT = { agent: true, details: false };
const DETAILS = { agent: false, details: true };

test.each([
	['nothing, without a filter and an option', documentedCallEnded, {}, null, NOTHING],
	['the agent, for a filter', documentedCallEnded, { agentIds: [AGENT_ID] }, null, AGENT],
	[
		'the agent, for a filter that lets unknown agents pass',
		documentedCallEnded,
		{ agentIds: [AGENT_ID], unknownAgent: 'pass' },
		null,
		AGENT,
	],
	['nothing, where memory knows', documentedCallEnded, { agentIds: [AGENT_ID] }, AGENT_ID, NOTHING],
	['the details, for the option', documentedCallEnded, { addCallDetails: true }, AGENT_ID, DETAILS],
	[
		'nothing, of a call of an agent that is not chosen',
		documentedCallEnded,
		{ agentIds: ['another'], addCallDetails: true },
		AGENT_ID,
		NOTHING,
	],
	[
		'nothing, for an event that is not selected',
		documentedCallEnded,
		{ events: ['message'], addCallDetails: true },
		null,
		NOTHING,
	],
	[
		'nothing, for a message of the other sender',
		capturedMessage,
		{ sender: 'agent', addCallDetails: true },
		AGENT_ID,
		NOTHING,
	],
	['nothing, without a call', withoutCall, { agentIds: [AGENT_ID] }, null, NOTHING],
	[
		'nothing, without the API',
		documentedCallEnded,
		{ useApi: false, agentIds: [AGENT_ID] },
		null,
		NOTHING,
	],
] satisfies Array<[string, JsonObject, Partial<Settings>, string | null, object]>)(
	'a look-up is for %s',
	(_, payload, settings, agent, expected) => {
		expect(missingOf(payload, settings, agent)).toEqual(expected);
	},
);
