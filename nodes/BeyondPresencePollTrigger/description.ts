/** The node's parameters and panel texts. Names and values are part of the contract. */
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { agentFromList, agentsFilter } from '../shared/parameters/agentFilter';

/** The first poll goes back at most this far, in days. */
export const MAX_DAYS = 365;

/** The longest wait after the end of a call, in minutes. */
export const MAX_WAIT_MINUTES = 60;

const notice: INodeProperties = {
	displayName:
		'Use this trigger if webhooks cannot reach your n8n, or beside a <b>Beyond Presence Trigger</b> to recover lost events. The API has no evaluation, so <b>topic</b> and <b>user_sentiment</b> stay empty.',
	name: 'usageNotice',
	type: 'notice',
	default: '',
};

const firstRun: INodeProperties = {
	displayName: 'Start With',
	name: 'firstRun',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Calls That End After Publishing',
			value: 'activation',
			description: 'Ignore calls that ended before the workflow was first published',
		},
		{
			name: 'Also Calls of the Last Days',
			value: 'lastDays',
			description: 'Include calls that ended some days before the workflow was first published',
		},
	],
	default: 'activation',
	description:
		'Which calls to start with when the workflow is published for the first time. Later it continues where it stopped, also after n8n was down.',
};

const firstRunDays: INodeProperties = {
	displayName: 'Days',
	name: 'firstRunDays',
	type: 'number',
	noDataExpression: true,
	typeOptions: { minValue: 1, maxValue: MAX_DAYS },
	displayOptions: { show: { firstRun: ['lastDays'] } },
	default: 7,
	description: 'How many days to go back. The calls come over several polls, at most 50 with each.',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [agentsFilter('Only calls of these agents start an execution', [agentFromList])],
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
			description:
				"Whether to add the user's email address, the tags and the status of the call as 'call'",
		},
		{
			displayName: 'Add Call Facts',
			name: 'addCallFacts',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				"Whether to add figures of the conversation as 'facts' (words, pauses, duration) and its questions and replies as 'exchanges'",
		},
		{
			displayName: 'Wait After Call Ended',
			name: 'waitAfterCallEnded',
			type: 'number',
			noDataExpression: true,
			typeOptions: { minValue: 0, maxValue: MAX_WAIT_MINUTES },
			default: 0,
			description:
				'How many minutes after its end a call starts an execution. With 2 or more, the evaluated event of a Beyond Presence Trigger comes first.',
		},
	],
};

export const properties: INodeProperties[] = [notice, firstRun, firstRunDays, filters, options];

export const panelTexts: Pick<
	INodeTypeDescription,
	'triggerPanel' | 'eventTriggerDescription' | 'activationMessage'
> = {
	eventTriggerDescription: 'Fetching the latest completed call from Beyond Presence',
	activationMessage:
		'This workflow now asks Beyond Presence at the times under Poll Times which calls have ended. The topic and the sentiment of a call stay empty, because only webhooks carry them.',
	triggerPanel: {
		header: 'Pull in calls from Beyond Presence',
		executionsHelp: {
			inactive:
				"While you build your workflow, click 'Fetch Test Event' to load the completed call that ended last. The topic and the sentiment stay empty, because the API has no evaluation.<br /><br />When you are done, publish or activate the workflow. It then asks for ended calls at the poll times. Its executions show up in the executions list but not in the editor.",
			active:
				"While you build your workflow, click 'Fetch Test Event' to load the completed call that ended last. The topic and the sentiment stay empty, because the API has no evaluation.<br /><br />This workflow is active: it asks for ended calls at the poll times. Its executions show up in the executions list but not in the editor.",
		},
		activationHint: {
			inactive:
				'Publish or activate this workflow to let it ask for ended calls at the poll times.',
			active: 'This workflow asks for ended calls at the poll times.',
		},
	},
};
