/** The filter 'Agents'. */
import { isChosen } from '../../shared/parameters/agentFilter';
import { IGNORED, type IgnoredReason } from '../request/responses';

export interface AgentFilter {
	/** Only these agents; empty means all. */
	agentIds: readonly string[];
	/** What happens to an event whose agent is unknown. */
	unknownAgent: 'pass' | 'drop';
}

/**
 * The reason to ignore an event, `undefined` if there is none.
 *
 * @param known the agent as far as events said; `null` if none did
 * @param lookUp asks elsewhere for the agent; called only if the answer decides
 */
export async function reasonToIgnoreAgent(
	{ agentIds, unknownAgent }: AgentFilter,
	known: string | null,
	lookUp: () => Promise<string | null>,
): Promise<IgnoredReason | undefined> {
	if (agentIds.length === 0) return undefined;
	const agentId = known ?? (await lookUp());
	if (agentId === null) return unknownAgent === 'drop' ? IGNORED.agentUnknown : undefined;
	return isChosen(agentIds, agentId) ? undefined : IGNORED.agentNotSelected;
}
