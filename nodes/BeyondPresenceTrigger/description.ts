/** The node's parameters and the texts of its panel. Names and values are part of the contract. */
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

const setUpNotice: INodeProperties = {
	displayName:
		'<b>How to connect:</b> publish or activate this workflow first. Then copy the Production URL above and save it in Beyond Presence under <b>Settings → Webhooks</b>. Saving it sends a test event, which fails while the workflow is inactive. There is one URL per Beyond Presence account.',
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
			name: 'Other',
			value: 'other',
			description: 'Any event that this node does not know yet',
		},
	],
	default: ['message', 'call_ended'],
	description: 'Which events start an execution. The others are answered and use up none.',
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description:
		'Whether to return a simplified version of the response instead of the raw data. Turned off, items look like those of the Webhook node.',
};

const agentId: INodeProperties = {
	displayName: 'Agent',
	name: 'agentId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	description: 'The agent whose calls to listen to',
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1c540d63-8044-4e87-9fc1-e713abb60944',
			hint: 'The last part of the call link of the agent',
		},
	],
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Agents',
			name: 'agents',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Agent' },
			default: {},
			description: 'Only events of these agents start an execution',
			options: [{ displayName: 'Agent', name: 'agent', values: [agentId] }],
		},
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

export const properties: INodeProperties[] = [setUpNotice, events, simplify, filters];

export const panelTexts: Pick<
	INodeTypeDescription,
	'triggerPanel' | 'eventTriggerDescription' | 'activationMessage'
> = {
	eventTriggerDescription:
		'Waiting for an event from Beyond Presence at the test URL. It takes one event, then stops listening.',
	activationMessage:
		'Events that Beyond Presence sends to the production URL now start this workflow. Save that URL in Beyond Presence under Settings → Webhooks.',
	triggerPanel: {
		header: 'Pull in events from Beyond Presence',
		executionsHelp: {
			inactive:
				"While you build your workflow, click the 'listen' button, save the test URL in Beyond Presence under Settings → Webhooks and hold a call. The test URL takes one event each time you listen. <br /><br />When you are done, publish or activate the workflow and save the <b>production URL</b> in Beyond Presence instead: there is only one URL per account, and saving fails while the workflow is inactive. Then every event starts an execution, which shows up in the executions list but not in the editor.",
			active:
				"While you build your workflow, click the 'listen' button and send an event to the test URL. It takes one event each time you listen. <br /><br />This workflow is active: every selected event that reaches the <b>production URL</b> starts an execution. Those executions show up in the executions list but not in the editor.",
		},
		activationHint:
			'Publish or activate this workflow before you save its production URL in Beyond Presence: saving sends a test event, which fails while the workflow is inactive.',
	},
};
