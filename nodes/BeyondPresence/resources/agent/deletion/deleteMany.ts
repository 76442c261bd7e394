import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isCancelled } from '../../../../shared/api/client';
import { readObjects } from '../../../../shared/api/pages';
import { reasonOf, toNodeError } from '../../../../shared/errors';
import { deleteMember } from '../../../shared/member';
import type { Operation } from '../../../shared/operation';
import { readParameters } from '../../../shared/parameters';
import { readFinishedCalls, type FinishedCalls } from './finishedCalls';
import { checkPrefix, deleteManyFields, deleteManyShape, hoursShape } from './form';

const HOUR_MS = 3_600_000;

type Candidate = { id: string; name: string | null; finished?: FinishedCalls };

/** Lists agents whose names begin with the prefix, up to a number; reading stops there. */
async function findByName(
	context: IExecuteFunctions,
	itemIndex: number,
	prefix: string,
	most: number,
): Promise<Candidate[]> {
	const found: Candidate[] = [];
	for await (const agents of readObjects(context, 'agents', { itemIndex })) {
		for (const { id, name } of agents) {
			if (typeof id !== 'string' || found.length >= most) continue;
			const known = typeof name === 'string' ? name : null;
			if (prefix === '' || known?.startsWith(prefix)) found.push({ id, name: known });
		}
		if (found.length >= most) break;
	}
	return found;
}

/** Finds agents that have had calls, all completed, the last one at least so many hours ago. */
async function findByCalls(
	context: IExecuteFunctions,
	itemIndex: number,
	prefix: string,
): Promise<Candidate[]> {
	const { hoursSinceLastCall: hours } = readParameters(context, itemIndex, hoursShape);
	const named = await findByName(context, itemIndex, prefix, Infinity);
	if (named.length === 0) return [];
	const ids = new Set(named.map(({ id }) => id));
	const finishedCalls = await readFinishedCalls(context, itemIndex, ids);
	const latest = Date.now() - hours * HOUR_MS;
	return named.flatMap((agent) => {
		const finished = finishedCalls.get(agent.id);
		return finished && finished.lastEndMs <= latest ? [{ ...agent, finished }] : [];
	});
}

const report = ({ id, name, finished }: Candidate, deleted: boolean, error: string | null) => ({
	...{ name, deleted, error },
	...{ calls: finished?.calls ?? null, last_call_ended_at: finished?.lastEndedAt ?? null },
	id,
});

/** Deletes one after the other. One that fails stops no other, unless the execution was cancelled. */
async function deleteAll(
	context: IExecuteFunctions,
	itemIndex: number,
	agents: Candidate[],
): Promise<IDataObject[]> {
	const reports: IDataObject[] = [];
	for (const agent of agents) {
		try {
			await deleteMember(context, itemIndex, 'agents', agent.id);
			reports.push(report(agent, true, null));
		} catch (error) {
			if (isCancelled(context)) throw toNodeError(context.getNode(), error, itemIndex);
			reports.push(report(agent, false, reasonOf(error)));
		}
	}
	return reports;
}

export const deleteMany: Operation = {
	name: 'Delete Many',
	value: 'deleteMany',
	action: 'Delete many agents',
	description:
		"Delete agents by the beginning of their names, or once all their calls have ended. A dry run, the default, only lists them. Selecting by calls reads the account's whole list of calls, one request for each 50.",
	fields: deleteManyFields,
	async execute(context, itemIndex) {
		const { deleteBy, namePrefix, maxAgents, dryRun } = readParameters(
			context,
			itemIndex,
			deleteManyShape,
		);
		const prefix = checkPrefix(context.getNode(), itemIndex, deleteBy, namePrefix);
		const found =
			deleteBy === 'name'
				? await findByName(context, itemIndex, prefix, maxAgents)
				: await findByCalls(context, itemIndex, prefix);
		const agents = found.slice(0, maxAgents);
		if (dryRun) return agents.map((agent) => report(agent, false, null));
		return await deleteAll(context, itemIndex, agents);
	},
};
