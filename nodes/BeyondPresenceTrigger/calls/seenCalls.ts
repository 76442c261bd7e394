/**
 * The calls that have begun, kept in the node's static data so that a restart does not announce a
 * call in progress as started. n8n saves that data as one column that all nodes of the workflow and
 * all concurrent requests share, and the last write wins: so it is written once per call, and again
 * where it got lost, stays small, and each write brings along the calls that this process knows.
 */
import { sleep, type IDataObject } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { CALL_MEMORY_MS } from './callMemory';

/** About 20 kB for call ids of 20 characters. */
export const KEPT_CALLS = 500;

/** A list, newest last, and no object: a call id may be any text, "__proto__" too. */
const seenCalls = z.catch(z.array(z.tuple([z.string(), z.number()])), []);

export function wasSeen(staticData: IDataObject, callId: string, now: number): boolean {
	return seenCalls
		.parse(staticData.seenCalls)
		.some(([seen, at]) => seen === callId && at > now - CALL_MEMORY_MS);
}

/**
 * Adds the calls that are not on the list yet, as seen now, and drops what is too old or too many.
 *
 * @param callIds the newest last
 */
export function noteSeen(staticData: IDataObject, callIds: string[], now: number): void {
	const kept = new Map(
		seenCalls.parse(staticData.seenCalls).filter(([, at]) => at > now - CALL_MEMORY_MS),
	);
	for (const callId of callIds) if (!kept.has(callId)) kept.set(callId, now);
	staticData.seenCalls = [...kept].slice(-KEPT_CALLS);
}

/**
 * Writes the same list once more after n8n has begun to store the execution. n8n 2.41.1 wraps the
 * static data anew at that moment, which makes it forget that the data was changed, unless there was
 * none before; it saves the data later, before it answers.
 */
export async function noteAgainLater(staticData: IDataObject): Promise<void> {
	await sleep(0);
	staticData.seenCalls = seenCalls.parse(staticData.seenCalls);
}
