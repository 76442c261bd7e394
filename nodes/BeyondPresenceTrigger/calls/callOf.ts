/** The call of a request's event, in the memory of this process and the workflow's static data. */
import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import type { EventName } from '../../shared/events/event';
import type { EventFacts } from '../../shared/events/facts';
import {
	readStaticData,
	rewriteStaticData,
	takeEarlierStaticData,
	writeStaticData,
	type StaticDataContext,
} from '../../shared/staticData';
import { isTest, triggerKey } from '../request/event';
import { ActiveCalls, type SavedString } from './activeCalls';
import { CallMemory } from './callMemory';
import { recall, type RecalledCall } from './recall';

const memory = new CallMemory();

/** Where an earlier version of this package kept the same calls, as an array. */
const EARLIER_KEY = 'seenCalls';

const savedString = (context: StaticDataContext): SavedString => ({
	read() {
		const earlier = takeEarlierStaticData(context, EARLIER_KEY);
		const saved = readStaticData(context);
		if (earlier === undefined || saved !== undefined) return saved;
		writeStaticData(context, JSON.stringify(earlier));
		return readStaticData(context);
	},
	write: (value) => writeStaticData(context, value),
});

/** @param keepsActiveCalls whether a restart must not report a call in progress as started */
export function callOf(
	context: IWebhookFunctions,
	name: EventName,
	facts: EventFacts,
	keepsActiveCalls: boolean,
	isAcknowledged: Promise<boolean>,
): RecalledCall {
	return recall(name, facts, {
		memory,
		trigger: triggerKey(context),
		activeCalls: keepsActiveCalls ? new ActiveCalls(savedString(context)) : undefined,
		isAcknowledged,
		isTest: isTest(context),
	});
}

/**
 * Saves the active calls once more after n8n has begun to store the execution. At that moment n8n
 * 2.41.1 wraps the static data again and forgets that it was changed, unless there was none before;
 * it saves the data later, before it responds.
 */
export async function saveAgain(context: IWebhookFunctions): Promise<void> {
	await sleep(0);
	rewriteStaticData(context);
}
