import { NodeOperationError, type INode } from 'n8n-workflow';
import { callEndedItemOf } from '../shared/calls/callEndedFromApi';
import type { CallEndedItem } from '../shared/events/items';
import { readSighting } from './sighting';
import type { CallSource, Found } from './survey';

/**
 * What a manual run gives: the completed call that ended last, whether it was given before or not.
 *
 * @throws NodeOperationError when there is none
 */
export async function newestCall(
	node: INode,
	source: CallSource,
	isWanted: (agentId: string) => boolean,
): Promise<CallEndedItem> {
	let newest: Found | undefined;
	for await (const page of source.pages()) {
		for (const sighting of page.map(readSighting)) {
			if (sighting.kind !== 'completed' || !isWanted(sighting.agentId)) continue;
			if (newest === undefined || sighting.endedAt > newest.endedAt) newest = sighting;
		}
	}
	if (newest !== undefined) return callEndedItemOf(newest.call, await source.messages(newest.id));
	throw new NodeOperationError(node, 'There is no completed call yet', {
		description: 'Hold a call with an agent of your account, or check the filters of this node.',
	});
}
