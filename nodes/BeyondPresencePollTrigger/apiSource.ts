import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';
import { getCallMessages } from '../shared/calls/calls';
import { readPages } from '../shared/api/pages';
import type { CallSource } from './survey';

/** What n8n gives to a poll where it does not say, as n8n 1.x, in ms. */
const USUAL_BUDGET_MS = 5 * 60 * 1_000;

/** Shares of that time: first for the list, then, until the second one, for the calls. */
const LIST_SHARE = 0.5;
const CALLS_SHARE = 0.8;

type TimedSource = CallSource & { isLate: () => boolean };

/** The calls of the account, within the time that n8n gives to a poll. */
export function apiSource(context: IPollFunctions): TimedSource {
	const budgetMs =
		typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : USUAL_BUDGET_MS;
	const start = Date.now();
	const isOver = (share: number): boolean => Date.now() - start > share * budgetMs;

	async function* pages() {
		for await (const { data, nextCursor } of readPages(context, 'conversations')) {
			yield data;
			if (nextCursor === undefined || !isOver(LIST_SHARE)) continue;
			throw new NodeOperationError(context.getNode(), 'The list of calls takes too long to read', {
				description: `It was given up after ${Math.round((LIST_SHARE * budgetMs) / 1_000)} seconds. If this happens at every poll, the account holds more calls than a poll can look through.`,
			});
		}
	}
	return {
		pages,
		messages: async (callId) => await getCallMessages(context, callId),
		isLate: () => isOver(CALLS_SHARE),
	};
}
