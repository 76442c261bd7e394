/**
 * The calls with any activity, kept in the workflow's static data so that a restart does not report
 * a call in progress as started. n8n saves that data as one column that all nodes of the workflow
 * and all concurrent requests share, and the last write wins: so it is written once per call, and
 * again if it got lost, stays small, and each write brings along the calls that this process knows.
 */
import * as z from '../../shared/schema';
import { CALL_MEMORY_MS } from './callMemory';

/** About 20 kB for call ids of 20 characters. */
export const KEPT_CALLS = 500;

/** A string that n8n saves with the workflow. */
export interface SavedString {
	read(): string | undefined;
	write(value: string): void;
}

/** An array, newest last, and no object: a call id may be any string, "__proto__" too. */
const activeCalls = z.array(z.tuple([z.string(), z.number()]));

/** The saved calls with the time at which each was added, in ms since 1970. */
function parse(saved: string | undefined): Array<[string, number]> {
	if (saved === undefined) return [];
	try {
		return activeCalls.safeParse(JSON.parse(saved)).data ?? [];
	} catch {
		// Only a foreign hand writes anything else there; the calls are then unknown.
		return [];
	}
}

const isRecent = (now: number) => (call: [string, number]) => call[1] > now - CALL_MEMORY_MS;

export class ActiveCalls {
	constructor(
		private readonly saved: SavedString,
		private readonly now: () => number = Date.now,
	) {}

	has(callId: string): boolean {
		return this.recent().some(([active]) => active === callId);
	}

	/**
	 * Adds the calls that are missing, and drops the oldest and those of more than a day ago.
	 *
	 * @param callIds the newest last
	 */
	add(callIds: string[]): void {
		const kept = new Map(this.recent());
		const now = this.now();
		for (const callId of callIds) if (!kept.has(callId)) kept.set(callId, now);
		this.saved.write(JSON.stringify([...kept].slice(-KEPT_CALLS)));
	}

	private recent(): Array<[string, number]> {
		return parse(this.saved.read()).filter(isRecent(this.now()));
	}
}
