/** The node's parameters and the texts of its panel. Names and values are part of the contract. */
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { agentById, agentFromList, agentsFilter } from '../shared/parameters/agentFilter';

const setUpNotice: INodeProperties = {
	displayName:
		'First publish or activate this workflow. Then open Webhook URLs above, copy the Production URL and save it in Beyond Presence under Settings → Webhooks. Saving sends a test event and fails while the workflow is inactive. There is one URL per Beyond Presence account.',
	name: 'setUpNotice',
	type: 'notice',
	default: '',
};

const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: [
		{
			name: 'Call Started',
			value: 'call_started',
			description: "A call has begun: the agent's greeting has arrived",
		},
		{
			name: 'Message',
			value: 'message',
			description: 'The user or the agent said something',
		},
		{
			name: 'Call Ended',
			value: 'call_ended',
			description: 'A call is over, with its evaluation and transcript',
		},
		{
			name: 'Other Event',
			value: 'other',
			description: 'Any event that this node does not know yet',
		},
	],
	default: ['message', 'call_ended'],
	description: 'Which events start an execution. The others are answered, but start none.',
};

/** Without expressions: they are worked out from the request, which would then say how to check it. */
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
	description: 'How a request shows that it comes from Beyond Presence',
};

const secretNotice: INodeProperties = {
	displayName:
		'With the method Query Parameter, append <code>?secret=&lt;your secret&gt;</code> to the webhook URL before you save it in Beyond Presence (if the credential has another parameter name, use that). Percent-encode all of the secret but letters from A to Z, digits, hyphens, dots and underscores: a space becomes <code>%20</code>, a plus sign <code>%2B</code>.',
	name: 'secretNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { authentication: ['webhookSecret'] } },
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description:
		'Whether to return a simplified version of the response instead of the raw data. Turned off, items look like those of the Webhook node.',
};

const useApi: INodeProperties = {
	displayName: 'Use the API',
	name: 'useApi',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to use an API key of Beyond Presence to choose agents from a list, and to look up what an event does not tell about its call. Without it, the webhook alone is used.',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		agentsFilter('Only events of these agents start an execution', [
			{ ...agentById, displayOptions: { show: { '/useApi': [false] } } },
			{ ...agentFromList, displayOptions: { show: { '/useApi': [true] } } },
		]),
		{
			displayName: 'If the Agent Is Unknown',
			name: 'unknownAgent',
			type: 'options',
			options: [
				{ name: 'Pass the Event On', value: 'pass' },
				{ name: 'Drop the Event', value: 'drop' },
			],
			default: 'pass',
			description:
				'What to do with an event that names no agent, when no earlier event of its call did. Only used with the filter Agents.',
		},
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'options',
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
			default: false,
			displayOptions: { show: { '/useApi': [true] } },
			description:
				'Whether to add what the API knows about the call as "call": the email address of the user, the tags and the status. All three are empty when the API does not answer within 3 seconds.',
		},
		{
			displayName: 'Ignore Duplicates',
			name: 'ignoreDuplicates',
			type: 'boolean',
			default: false,
			description:
				'Whether to start no execution for an event that is byte for byte the same as one of the last 10 minutes. The test URL takes every event.',
		},
	],
};

export const properties: INodeProperties[] = [
	setUpNotice,
	events,
	authentication,
	secretNotice,
	useApi,
	simplify,
	filters,
	options,
];

export const panelTexts: Pick<
	INodeTypeDescription,
	'triggerPanel' | 'eventTriggerDescription' | 'activationMessage'
> = {
	eventTriggerDescription:
		'Waiting for an event from Beyond Presence at the test URL, which takes one event',
	activationMessage:
		'Events that Beyond Presence sends to the production URL now start this workflow. Save that URL in Beyond Presence under Settings → Webhooks.',
	triggerPanel: {
		header: 'Pull in events from Beyond Presence',
		executionsHelp: {
			inactive:
				"While you build your workflow, click the 'execute step' button, save the test URL in Beyond Presence under Settings → Webhooks and hold a call. The test URL takes one event each time you listen. <br /><br />When you are done, publish or activate the workflow and save the <b>production URL</b> in Beyond Presence instead: there is only one URL per account, and saving fails while the workflow is inactive. Then every event starts an execution, which shows up in the executions list but not in the editor.",
			active:
				"While you build your workflow, click the 'execute step' button and send an event to the test URL. It takes one event each time you listen. <br /><br />This workflow is active: every selected event that reaches the <b>production URL</b> starts an execution. Those executions show up in the executions list but not in the editor.",
		},
		activationHint:
			'Publish or activate this workflow before you save its production URL in Beyond Presence: saving sends a test event, which fails while the workflow is inactive.',
	},
};
