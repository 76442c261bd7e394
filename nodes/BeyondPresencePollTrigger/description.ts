/** The node's parameters. Names and values are part of the contract. */
import type { INodeProperties } from 'n8n-workflow';
import { agentFromList, agentsFilter } from '../shared/parameters/agentFilter';
import { MAX_DAYS } from './settings';

const firstRun: INodeProperties = {
	displayName: 'Start With',
	name: 'firstRun',
	type: 'options',
	options: [
		{
			name: 'Calls That End After Activation',
			value: 'activation',
			description: 'Calls that ended before the workflow was first activated are left out',
		},
		{
			name: 'Also Calls of the Last Days',
			value: 'lastDays',
			description: 'Calls that ended some days before the first activation are given as well',
		},
	],
	default: 'activation',
	description:
		'Which calls to start with when the workflow is activated for the first time. Later it goes on where it stopped, also after n8n was down.',
};

const firstRunDays: INodeProperties = {
	displayName: 'Days',
	name: 'firstRunDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_DAYS },
	displayOptions: { show: { firstRun: ['lastDays'] } },
	default: 7,
	description: 'How many days before the first activation to go back',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [agentsFilter('Only calls of these agents start an execution', [agentFromList])],
};

export const properties: INodeProperties[] = [firstRun, firstRunDays, filters];
