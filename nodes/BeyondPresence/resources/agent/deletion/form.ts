import { NodeOperationError, type INode, type INodeProperties } from 'n8n-workflow';
import * as z from '../../../../shared/schema';
import { number, wholeNumber } from '../../../shared/parameters';

/** So many agents are deleted at most unless the form says otherwise. */
const DEFAULT_MAX_AGENTS = 50;

export const deleteManyFields: INodeProperties[] = [
	{
		displayName: 'Delete By',
		name: 'deleteBy',
		type: 'options',
		options: [
			{
				name: 'Name',
				value: 'name',
				description: 'All agents whose names begin with the prefix, also those in a call',
			},
			{
				name: 'Finished Calls',
				value: 'finishedCalls',
				description:
					'Agents that have had a call, and whose calls have all ended; add a prefix to spare your permanent agents',
			},
		],
		default: 'name',
		description: 'How the agents to delete are selected',
	},
	{
		displayName: 'Name Prefix',
		name: 'namePrefix',
		type: 'string',
		default: '',
		placeholder: 'e.g. Interview with ',
		description:
			"How the names of the agents begin; upper and lower case count. Required unless 'Delete By' is 'Finished Calls', which it narrows down.",
	},
	{
		displayName: 'Hours Since Last Call',
		name: 'hoursSinceLastCall',
		type: 'number',
		displayOptions: { show: { deleteBy: ['finishedCalls'] } },
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How long ago the last call of an agent must have ended, at least',
	},
	{
		displayName: 'Max Agents',
		name: 'maxAgents',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 50,
		description: 'How many agents to delete at most; run it again for the others',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		description:
			'Whether to only return the agents that would be deleted. Turn it off to delete them permanently.',
	},
];

/** The parameters; missing ones, or null from an expression, have the defaults of the form. */
export const deleteManyShape = {
	deleteBy: z.withDefault(z.enum(['name', 'finishedCalls']), 'name'),
	namePrefix: z.withDefault(z.string(), ''),
	maxAgents: z.withDefault(wholeNumber(1), DEFAULT_MAX_AGENTS),
	dryRun: z.withDefault(z.boolean(), true),
};

/** Only there for agents that are selected by their calls. */
export const hoursShape = {
	hoursSinceLastCall: z.withDefault(
		z.pipe(number, z.number().check(z.gte(0, 'must be at least 0'))),
		0,
	),
};

/**
 * A prefix of blanks is as good as none.
 *
 * @throws NodeOperationError if agents are selected by a name of which nothing is given
 */
export function refuseEmptyPrefix(
	node: INode,
	itemIndex: number,
	deleteBy: 'name' | 'finishedCalls',
	prefix: string,
): void {
	if (prefix.trim() !== '' || (deleteBy === 'finishedCalls' && prefix === '')) return;
	throw new NodeOperationError(node, "'Name Prefix' is empty, so every agent would be deleted", {
		description:
			"Enter how the names of the agents to delete begin, or set 'Delete By' to 'Finished Calls'.",
		itemIndex,
	});
}
