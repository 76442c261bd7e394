/** The node's parameters and the texts of its panel. Names and values are part of the contract. */
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { EVENT_LABELS } from '../shared/events/event';
import { agentById, agentFromList, agentsFilter } from '../shared/parameters/agentFilter';

const setUpNotice: INodeProperties = {
	displayName:
		'Publish (n8n 1.x: activate) this workflow, then copy the Production URL under Webhook URLs above and save it in Beyond Presence under Settings → Webhooks.',
	name: 'setUpNotice',
	type: 'notice',
	default: '',
};

const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	noDataExpression: true,
	options: [
		{
			name: EVENT_LABELS.call_started,
			value: 'call_started',
			action: 'On call started',
			description: "The agent's greeting arrived: a call has started",
		},
		{
			name: EVENT_LABELS.message,
			value: 'message',
			action: 'On message',
			description: 'The user or the agent said something',
		},
		{
			name: EVENT_LABELS.call_ended,
			value: 'call_ended',
			action: 'On call ended',
			description: 'A call is over, with its evaluation and transcript',
		},
		{
			name: EVENT_LABELS.other,
			value: 'other',
			action: 'On other event',
			description: 'Any event that this node does not know yet',
		},
	],
	default: ['message', 'call_ended'],
	description:
		'The events that start an execution. Other events get a 200 response and are ignored.',
};

/** Without expressions: they would be evaluated from the request that is to be authenticated. */
const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'None',
			value: 'none',
			description: 'Anyone who knows the webhook URL can start this workflow',
		},
		{
			name: 'Webhook Secret',
			value: 'webhookSecret',
			description: 'Only requests that carry a secret are accepted',
		},
	],
	default: 'none',
	description: 'How to check that a request comes from Beyond Presence',
};

const secretNotice: INodeProperties = {
	displayName:
		'With the method Query Parameter, append <code>?secret=&lt;your secret&gt;</code> to the webhook URL before you save it in Beyond Presence. Use 32 letters and digits, which need no encoding.',
	name: 'secretNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { authentication: ['webhookSecret'] } },
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description:
		'Whether to return a simplified version of the response instead of the raw data. The simplified version has one typed field for each fact of the event; the raw data is what the Webhook node would return.',
};

const useApi: INodeProperties = {
	displayName: 'Use the API',
	name: 'useApi',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to also ask the Beyond Presence API. With an API key you can choose agents from a list, and the node can look up facts about a call that its events leave out.',
};

/** Where n8n shows the credentials: below the switch that reveals that of the API. */
const credentials: INodeProperties = {
	displayName: 'Credentials',
	name: 'credentials',
	type: 'credentials',
	default: '',
	displayOptions: { show: { useApi: [true] } },
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		// The field without the API is last, so that n8n saves its mode, which both fields have.
		agentsFilter('Only events of these agents start an execution', [
			{ ...agentFromList, displayOptions: { show: { '/useApi': [true] } } },
			{ ...agentById, displayOptions: { show: { '/useApi': [false] } } },
		]),
		{
			displayName: 'If the Agent Is Unknown',
			name: 'unknownAgent',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Start an Execution', value: 'pass' },
				{ name: 'Ignore the Event', value: 'drop' },
			],
			default: 'pass',
			description:
				"What to do if neither this event nor an earlier one of its call names the agent. Only used with the filter 'Agents'.",
		},
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Anyone', value: 'any' },
				{ name: 'User', value: 'user' },
				{ name: 'Agent', value: 'agent' },
			],
			default: 'any',
			description: 'Whose messages start an execution. Other events are not affected.',
		},
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Add Call Details',
			name: 'addCallDetails',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			displayOptions: { show: { '/useApi': [true] } },
			description:
				"Whether to add the user's email address, the tags and the status of the call as 'call'. All three are null if the API does not respond within 2.5 seconds.",
		},
		{
			displayName: 'Add Call Facts',
			name: 'addCallFacts',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				"Whether to add figures of the conversation as 'facts' (words, pauses, duration) and its questions and replies as 'exchanges'. Only Call Ended items with Simplify on get them.",
		},
		{
			displayName: 'Ignore Duplicates',
			name: 'ignoreDuplicates',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether to ignore an event identical to one received in the last 10 minutes. The test URL accepts every event.',
		},
	],
};

export const properties: INodeProperties[] = [
	setUpNotice,
	events,
	authentication,
	secretNotice,
	useApi,
	credentials,
	simplify,
	filters,
	options,
];

export const panelTexts: Pick<
	INodeTypeDescription,
	'triggerPanel' | 'eventTriggerDescription' | 'activationMessage'
> = {
	eventTriggerDescription: 'Waiting for one event from Beyond Presence at the test URL',
	activationMessage:
		'Events that Beyond Presence sends to the production URL now start this workflow. Save that URL in Beyond Presence under Settings → Webhooks.',
	triggerPanel: {
		header: 'Receive events from Beyond Presence',
		executionsHelp: {
			inactive:
				"While you build your workflow, click 'Execute step', save the test URL in Beyond Presence under Settings → Webhooks and hold a call. The test URL accepts one event each time you listen. <br /><br />Then publish (n8n 1.x: activate) the workflow and save the <b>production URL</b> in Beyond Presence instead: there is one URL per account. From then on, selected events start executions, which appear in the executions list but not in the editor.",
			active:
				"While you build your workflow, click 'Execute step' and send an event to the test URL. It accepts one event each time you listen. <br /><br />This workflow is published: selected events that arrive at the <b>production URL</b> start executions, which appear in the executions list but not in the editor.",
		},
		activationHint: {
			inactive:
				'Publish this workflow before you save its production URL in Beyond Presence: saving sends a test event, which fails while the workflow is not published.',
			active: 'This workflow receives events at its production URL.',
		},
	},
};
