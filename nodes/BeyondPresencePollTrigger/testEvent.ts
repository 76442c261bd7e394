import { NodeOperationError, type INode } from 'n8n-workflow';
import { readCall, type Call } from '../shared/calls/call';
import { callEndedItemOf } from '../shared/calls/callEndedFromApi';
import { utcMs } from '../shared/calls/utcTime';
import type { CallEndedItem } from '../shared/events/items';
import { isJsonObject } from '../shared/fields/jsonObject';
import type { CallSource } from './api/source';

/** A second page is read only if the first one, of the latest 50 calls, has none. */
const MOST_PAGES = 2;

interface TestEventOptions {
	node: INode;
	source: CallSource;
	isWanted: (agentId: string | undefined) => boolean;
	addDetails: boolean;
	addFacts: boolean;
}

/**
 * What a test run outputs: of the latest calls, the completed one that ended last, emitted before or
 * not. Two requests, three if the first page has none.
 *
 * @throws NodeOperationError if there is none
 */
export async function testEvent(options: TestEventOptions): Promise<CallEndedItem> {
	const { node, source, isWanted, addDetails, addFacts } = options;
	const endOf = (call: Call) => utcMs(call.ended_at) ?? -Infinity;
	let cursor: string | undefined;
	let seen = 0;
	let ofOthers = 0;
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const { entries, nextCursor } = await source.page(cursor);
		const completed = entries
			.flatMap((entry) => (isJsonObject(entry) ? [readCall(entry)] : []))
			.filter(({ id, state }) => id !== '' && state === 'completed');
		const wanted = completed.filter(({ agent_id }) => isWanted(agent_id ?? undefined));
		const [newest] = wanted.sort((one, other) => endOf(other) - endOf(one));
		if (newest) {
			const messages = await source.messages(newest.id);
			return callEndedItemOf(newest, messages, { addDetails, addFacts });
		}
		seen += entries.length;
		ofOthers += completed.length - wanted.length;
		cursor = nextCursor;
		if (cursor === undefined) break;
	}
	if (ofOthers > 0) {
		throw new NodeOperationError(node, "No completed call of the agents in 'Filters' → 'Agents'", {
			description: `${ofOthers} of the latest ${seen} calls are completed, all with other agents. Hold a call with one of the chosen agents, or change the filter.`,
		});
	}
	throw new NodeOperationError(node, 'There is no completed call yet', {
		description:
			seen > 0
				? `The latest ${seen} calls of the account have not ended. End one, then fetch the test event again.`
				: 'Hold a call with an agent of your account, then fetch the test event again.',
	});
}
