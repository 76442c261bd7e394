import type { IExecuteFunctions } from 'n8n-workflow';
import { readObjects } from '../../../../shared/api/pages';
import { readCall } from '../../../../shared/calls/call';
import { utcMs } from '../../../../shared/calls/utcTime';

/** What the calls of an agent say: how many there are, and when the last one ended. */
type CallsOfAgent = {
	calls: number;
	/** Whether one of them is not completed, or says no time at which it ended. */
	isUnfinished: boolean;
	lastEndedAt: string | null;
	lastEndMs: number;
};

export type FinishedCalls = Pick<CallsOfAgent, 'calls' | 'lastEndedAt' | 'lastEndMs'>;

/**
 * Reads the calls of the whole account, 50 a request, because the API cannot list those of one agent
 * and an agent may have a call anywhere in the list. Only one small record for each agent is kept.
 *
 * @param agentIds the agents that matter
 * @returns those that have had a call, and whose calls are all completed
 */
export async function readFinishedCalls(
	context: IExecuteFunctions,
	itemIndex: number,
	agentIds: ReadonlySet<string>,
): Promise<Map<string, FinishedCalls>> {
	const found = new Map<string, CallsOfAgent>();
	for await (const calls of readObjects(context, 'conversations', { itemIndex })) {
		for (const raw of calls) {
			const call = readCall(raw);
			if (call.agent_id === null || !agentIds.has(call.agent_id)) continue;
			const before = found.get(call.agent_id);
			const endMs = utcMs(call.ended_at);
			const isLater = endMs !== undefined && endMs > (before?.lastEndMs ?? -Infinity);
			found.set(call.agent_id, {
				calls: (before?.calls ?? 0) + 1,
				isUnfinished:
					before?.isUnfinished === true || call.state !== 'completed' || endMs === undefined,
				lastEndedAt: isLater ? call.ended_at : (before?.lastEndedAt ?? null),
				lastEndMs: isLater ? endMs : (before?.lastEndMs ?? -Infinity),
			});
		}
	}
	return new Map([...found].filter(([, { isUnfinished }]) => !isUnfinished));
}
