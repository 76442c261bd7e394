import type { IExecuteFunctions } from 'n8n-workflow';
import { PAGE_SIZE, readObjects } from '../../../../shared/api/pages';
import { readCall, type Call } from '../../../../shared/calls/call';
import { OrderWatch, TOLERANCE_MS } from '../../../../shared/calls/order';
import { utcMs } from '../../../../shared/calls/utcTime';
import { matches, type CallFilter } from './callFilter';

/** An order that fewer calls show is no order yet. */
const FEWEST_IN_ORDER = 2;

/**
 * Tells when no later page can have a call that started after a time. The API documents the list as
 * most recent first, by the start or by the end. Under either order, nothing below a call that
 * *ended* before that time can have started after it. Calls that have not ended say nothing.
 */
class OlderCalls {
	private readonly order = new OrderWatch();
	private ended = 0;
	private isReached = false;

	constructor(private readonly startedAfter: number) {}

	note(call: Call): void {
		this.order.note(call);
		const endedAt = utcMs(call.ended_at);
		// An end before its own start is no time to rely on.
		if (endedAt === undefined || endedAt < (utcMs(call.started_at) ?? endedAt)) return;
		this.ended++;
		if (endedAt < this.startedAfter - TOLERANCE_MS) this.isReached = true;
	}

	/** False for good once the list has turned out to be in another order. */
	get areAllThatIsLeft(): boolean {
		return this.isReached && this.ended >= FEWEST_IN_ORDER && this.order.isMostRecentFirst;
	}
}

/**
 * The calls that match a filter, in the order of the list. Costs one request for each page of 50
 * calls, from the most recent call down to the last one that is wanted: until the caller takes no
 * more, or with `startedAfter` up to the page that reaches older calls. Without either, and if the
 * list is not most recent first, the whole list is read. Keeps no page.
 *
 * @throws NodeApiError if a page cannot be read
 * @throws NodeOperationError if the execution was cancelled
 */
export async function* findCalls(
	context: IExecuteFunctions,
	itemIndex: number,
	filter: CallFilter,
): AsyncGenerator<Call, void, undefined> {
	const older = new OlderCalls(filter.startedAfter ?? -Infinity);
	for await (const entries of readObjects(context, 'conversations', {
		itemIndex,
		pageSize: PAGE_SIZE,
	})) {
		for (const entry of entries) {
			const call = readCall(entry);
			older.note(call);
			if (matches(call, filter)) yield call;
		}
		if (older.areAllThatIsLeft) return;
	}
}
