/** Events that are filtered out start no execution. */
import { IGNORED, type IgnoredReason } from '../../nodes/BeyondPresenceTrigger/request/responses';
import { EMPTY_OK, ignored } from '../support/events/responses';
import { ALL_EVENTS, Listener } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import {
	AGENT_ID,
	callStartedEvent,
	capturedMessage,
	documentedCallEnded,
	greeting,
	OTHER_AGENT_ID,
	unknownEvent,
} from '../support/samples/payloads';

const onlyAgent = (value: string, more = {}) => ({
	agents: { agent: [{ agentId: { __rl: true, mode: 'id', value } }] },
	...more,
});

interface Case {
	name: string;
	parameters: Record<string, unknown>;
	events: object[];
	/** For each event: the events of the items in its execution, or why there is none. */
	expected: Array<string[] | IgnoredReason>;
}

const cases: Case[] = [
	{
		name: 'without settings, messages and ends of calls start an execution',
		parameters: {},
		events: [greeting, capturedMessage, documentedCallEnded, unknownEvent, callStartedEvent],
		expected: [
			['Message'],
			['Message'],
			['Call Ended'],
			IGNORED.eventNotSelected,
			IGNORED.eventNotSelected,
		],
	},
	{
		name: 'only the start of calls',
		parameters: { events: ['call_started'] },
		events: [greeting, capturedMessage, greeting, documentedCallEnded],
		expected: [
			['Call Started'],
			IGNORED.eventNotSelected,
			IGNORED.eventNotSelected,
			IGNORED.eventNotSelected,
		],
	},
	{
		name: "the vendor's own start of a call, once",
		parameters: ALL_EVENTS,
		events: [callStartedEvent, greeting, callStartedEvent],
		expected: [['Call Started'], ['Message'], IGNORED.startedBefore],
	},
	{
		name: "only the user's messages",
		parameters: { ...ALL_EVENTS, filters: { sender: 'user' } },
		events: [greeting, capturedMessage, greeting, documentedCallEnded],
		expected: [['Call Started'], ['Message'], IGNORED.senderNotSelected, ['Call Ended']],
	},
	{
		name: "only the agent's messages",
		parameters: { filters: { sender: 'agent' } },
		events: [greeting, capturedMessage],
		expected: [['Message'], IGNORED.senderNotSelected],
	},
	{
		name: 'only one agent, also for the end of a call that names none',
		parameters: { ...ALL_EVENTS, filters: onlyAgent(AGENT_ID) },
		events: [capturedMessage, documentedCallEnded],
		expected: [['Message'], ['Call Ended']],
	},
	{
		name: 'another agent only, also for the end of a call that names none',
		parameters: { ...ALL_EVENTS, filters: onlyAgent(OTHER_AGENT_ID, { unknownAgent: 'drop' }) },
		events: [greeting, capturedMessage, documentedCallEnded],
		expected: [IGNORED.agentNotSelected, IGNORED.agentNotSelected, IGNORED.agentNotSelected],
	},
	{
		name: 'an unknown agent passes by default',
		parameters: { filters: onlyAgent(AGENT_ID) },
		events: [documentedCallEnded],
		expected: [['Call Ended']],
	},
	{
		name: 'events of an unknown agent can be ignored',
		parameters: { filters: onlyAgent(AGENT_ID, { unknownAgent: 'drop' }) },
		events: [documentedCallEnded],
		expected: [IGNORED.agentUnknown],
	},
];

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);

	it.each(cases)('$name', async ({ parameters, events, expected }) => {
		const listener = await Listener.start(n8n.client, parameters);
		const responses = [];
		for (const event of events) responses.push(await listener.post(event));
		expect(responses).toMatchObject(
			expected.map((outcome) => (typeof outcome === 'string' ? ignored(outcome) : EMPTY_OK)),
		);

		const started = expected.filter((outcome) => typeof outcome !== 'string');
		const executions = await listener.receivedIn(started.length);
		expect(executions.map((outputs) => Object.keys(outputs))).toEqual(started);
	});
});
