/** The node's parameters, read once for each poll. */
import type { IPollFunctions } from 'n8n-workflow';
import * as z from 'zod/v4';
import { agentsParameter, isChosen } from '../shared/agentFilter';

/** The first poll goes back at most this far, in days. */
export const MAX_DAYS = 365;

const filtersParameter = z.object({ agents: agentsParameter });
const daysParameter = z.coerce.number().min(0).max(MAX_DAYS);

export interface Settings {
	/** How far the first poll goes back, in days; undefined for calls from then on only. */
	firstRunDays: number | undefined;
	/** Whether calls of this agent are wanted; an unknown agent's are. */
	isWanted: (agentId: string | undefined) => boolean;
}

export function readSettings(context: IPollFunctions): Settings {
	const { agents } = filtersParameter.parse(context.getNodeParameter('filters', {}));
	const goesBack = context.getNodeParameter('firstRun') === 'lastDays';
	return {
		firstRunDays: goesBack
			? daysParameter.parse(context.getNodeParameter('firstRunDays'))
			: undefined,
		isWanted: (agentId) => agentId === undefined || isChosen(agents, agentId),
	};
}
