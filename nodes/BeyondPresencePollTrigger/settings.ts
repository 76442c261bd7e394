/** The node's parameters, read once for each poll. */
import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';
import * as z from '../shared/schema';
import { isChosen, readAgents } from '../shared/parameters/agentFilter';
import { checkParameters } from '../shared/parameters/checkParameters';

/** The first poll goes back at most this far, in days. */
export const MAX_DAYS = 365;

const filtersParameter = z.object({ filters: z.object({ agents: z.unknown() }) });
const daysParameter = z.coerce.number().check(z.gte(1), z.lte(MAX_DAYS));

interface Settings {
	/** How far the first poll goes back, in days; undefined for calls from then on only. */
	firstRunDays: number | undefined;
	/** Whether calls of this agent are wanted; an unknown agent's are. */
	isWanted: (agentId: string | undefined) => boolean;
}

/** Only an expression can give anything else than n8n's form lets through. */
function readDays(context: IPollFunctions): number {
	const days = daysParameter.safeParse(context.getNodeParameter('firstRunDays'));
	if (days.success) return days.data;
	throw new NodeOperationError(context.getNode(), `"Days" must be a number from 1 to ${MAX_DAYS}`, {
		description: 'Correct this field of the node, then activate the workflow again.',
	});
}

/** @throws NodeOperationError when a parameter cannot be right */
export function readSettings(context: IPollFunctions): Settings {
	const { agents: saved } = checkParameters(context.getNode(), filtersParameter, {
		filters: context.getNodeParameter('filters', {}),
	}).filters;
	const { agentIds: agents, problems } = readAgents(saved);
	const [problem] = problems;
	if (problem !== undefined) throw new NodeOperationError(context.getNode(), problem);
	const goesBack = context.getNodeParameter('firstRun') === 'lastDays';
	return {
		firstRunDays: goesBack ? readDays(context) : undefined,
		isWanted: (agentId) => agentId === undefined || isChosen(agents, agentId),
	};
}
