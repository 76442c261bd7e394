import type { INodeProperties } from 'n8n-workflow';
import { agentFromList, agentsFilter } from '../../../../shared/parameters/agentFilter';

/** Unlike in a trigger, each field may be an expression. */
const agents = agentsFilter('Only calls with one of these agents', [
	{ ...agentFromList, noDataExpression: false, description: 'An agent whose calls to return' },
]);

/** An empty filter, or one that an expression sets to null, is not used. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		'Only calls that match all filters. The API cannot filter, so the node reads the list of calls, 50 with each request, most recent first.',
	options: [
		agents,
		{
			displayName: 'Started After',
			name: 'startedAfter',
			type: 'dateTime',
			default: '',
			description:
				'Only calls that started at this time or later. A time without a time zone is UTC. Reading stops at the first older page, which saves requests.',
		},
		{
			displayName: 'Started Before',
			name: 'startedBefore',
			type: 'dateTime',
			default: '',
			description:
				'Only calls that started before this time. A time without a time zone is UTC. Later calls are read nevertheless.',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'multiOptions',
			options: [
				{ name: 'Completed', value: 'completed' },
				{ name: 'Ongoing', value: 'ongoing' },
				{ name: 'To Start', value: 'to_start', description: 'Created, and nobody has joined yet' },
			],
			default: [],
			description: 'Only calls with one of these statuses',
		},
		{
			displayName: 'Tags',
			name: 'tags',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Tag' },
			default: {},
			placeholder: 'Add Tag',
			description: 'Only calls with all of these tags',
			options: [
				{
					displayName: 'Tag',
					name: 'tag',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. campaign',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. spring',
							description: 'Leave it empty for any value',
						},
					],
				},
			],
		},
		{
			displayName: 'User Email',
			name: 'userEmail',
			type: 'string',
			placeholder: 'e.g. name@email.com',
			default: '',
			description: 'Only calls of the user with this email address, in upper or lower case',
		},
	],
};
