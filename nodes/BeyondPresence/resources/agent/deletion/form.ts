import { NodeOperationError, type INode, type INodeProperties } from 'n8n-workflow';
import * as z from '../../../../shared/schema';
import { boolean, number, wholeNumber } from '../../../shared/parameters';

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

/**
 * The parameters; missing ones, or null from an expression, have the defaults of the form, unless
 * more agents would then be deleted than somebody meant.
 */
export const deleteManyShape = {
	deleteBy: z.withDefault(z.enum(['name', 'finishedCalls']), 'name'),
	namePrefix: z.optional(z.string()),
	maxAgents: z.withDefault(wholeNumber(1), DEFAULT_MAX_AGENTS),
	dryRun: z.withDefault(boolean, true),
};

/** Only there for agents that are selected by their calls. */
export const hoursShape = {
	hoursSinceLastCall: z.pipe(number, z.number().check(z.gte(0, 'must be at least 0'))),
};

/**
 * The prefix as it is. One of blanks is as good as none. If agents are selected by their calls, the
 * field may be left empty; but an expression that returns nothing was meant to narrow them down.
 *
 * @throws NodeOperationError if nothing is given
 */
export function checkPrefix(
	node: INode,
	itemIndex: number,
	deleteBy: 'name' | 'finishedCalls',
	prefix: string | undefined,
): string {
	const isByName = deleteBy === 'name';
	const isMeantEmpty = !isByName && prefix === '';
	if (prefix !== undefined && (prefix.trim() !== '' || isMeantEmpty)) return prefix;
	const which = isByName ? 'every agent' : 'every agent whose calls have ended';
	const otherwise = isByName
		? "set 'Delete By' to 'Finished Calls'"
		: 'leave the field empty if you mean all of them';
	throw new NodeOperationError(node, `'Name Prefix' is empty, so ${which} would be deleted`, {
		description: `Enter how the names of the agents to delete begin, or ${otherwise}.`,
		itemIndex,
	});
}
