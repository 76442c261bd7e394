import type { IPollFunctions } from 'n8n-workflow';
import { readPages } from '../../shared/api/pages';
import { getCall, getCallMessages } from '../../shared/calls/calls';
import type { CallSource } from './source';

/** The time that n8n gives to a poll if it does not say, as n8n 1.x, in ms. */
const USUAL_BUDGET_MS = 5 * 60 * 1_000;

/** The share of that time after which a poll begins nothing more. */
const LATE = 0.6;
/** The share after which its last request ends, so that its items still arrive in time. */
const DEADLINE = 0.8;

/** How long one attempt of a request may take, to its last byte. */
const ATTEMPT_MS = 15_000;
const ATTEMPTS = 3;

interface TimedSource {
	source: CallSource;
	isLate: () => boolean;
}

/** The calls of the account, within the time that n8n gives to a poll. */
export function apiSource(context: IPollFunctions): TimedSource {
	const budgetMs =
		typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : USUAL_BUDGET_MS;
	const start = Date.now();
	const request = {
		timeoutMs: ATTEMPT_MS,
		maxAttempts: ATTEMPTS,
		deadline: start + DEADLINE * budgetMs,
	};
	return {
		isLate: () => Date.now() - start > LATE * budgetMs,
		source: {
			async page(cursor) {
				for await (const page of readPages(context, 'conversations', { ...request, cursor })) {
					return { entries: page.data, nextCursor: page.nextCursor };
				}
				return { entries: [], nextCursor: undefined };
			},
			call: async (id) => (await getCall(context, id, request)).raw,
			messages: async (id) => await getCallMessages(context, id, request),
		},
	};
}
