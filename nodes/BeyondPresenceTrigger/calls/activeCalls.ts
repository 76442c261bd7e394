/**
 * The calls with any activity, kept in the workflow's static data so that a restart does not report
 * a call in progress as started. n8n saves that data as one column that all nodes of the workflow
 * and all concurrent requests share, and the last write wins: so it is written once per call, and
 * again if it got lost, stays small, and each write brings along the calls that this process knows.
 * Calls are ordered by their own times, so that all processes keep the same ones.
 */
import { CALL_MEMORY_MS, type ActiveCall } from './callMemory';

/** About 20 kB for call ids of 20 characters. */
export const KEPT_CALLS = 500;

/** A string that n8n saves with the workflow. */
export interface SavedString {
	read(): string | undefined;
	write(value: string): void;
}

/** By a plain function: a schema would take most of a millisecond for each request. */
const isActiveCall = (value: unknown): value is ActiveCall =>
	Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';

/** An array, newest last, and no object: a call id may be any string, "__proto__" too. */
function parse(saved: string | undefined): ActiveCall[] {
	if (saved === undefined) return [];
	try {
		const calls: unknown = JSON.parse(saved);
		return Array.isArray(calls) && calls.every(isActiveCall) ? calls : [];
	} catch {
		// Only a foreign hand writes anything else there; the calls are then unknown.
		return [];
	}
}

export class ActiveCalls {
	constructor(
		private readonly saved: SavedString,
		private readonly now: () => number = Date.now,
	) {}

	has(callId: string): boolean {
		return parse(this.saved.read()).some((call) => call[0] === callId && this.isRecent(call));
	}

	/**
	 * Adds the calls that are missing, and drops those of more than a day ago and, if there are too
	 * many, the oldest.
	 *
	 * @returns whether that changed what is saved
	 */
	add(calls: ActiveCall[]): boolean {
		const before = this.saved.read();
		const recent = [...calls, ...parse(before)].filter((call) => this.isRecent(call));
		// Of two times of a call, that in the saved data counts, so that all processes agree on it.
		const newest = [...new Map(recent)]
			.sort(([, one], [, other]) => one - other)
			.slice(-KEPT_CALLS);
		const after = JSON.stringify(newest);
		if (after === before) return false;
		this.saved.write(after);
		return true;
	}

	private isRecent([, since]: ActiveCall): boolean {
		return since > this.now() - CALL_MEMORY_MS;
	}
}
