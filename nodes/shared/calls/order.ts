import type { Call } from './call';
import { utcMs } from './utcTime';

/** In ms: calls that start or end together may be listed either way. */
export const TOLERANCE_MS = 60_000;

/** Earlier calls are done with, so their order does not matter any more. */
const WATCHED_MS = 7 * 24 * 60 * 60 * 1_000;

/** Watches whether calls are listed most recent first, by their starts or by their ends. */
export class OrderWatch {
	private readonly earliest = { start: Infinity, end: Infinity };
	private readonly isViolated = { start: false, end: false };

	/** @param now if given, only calls of the last days count */
	constructor(private readonly now?: number) {}

	note(call: Call): void {
		this.noteTime('start', utcMs(call.started_at));
		this.noteTime('end', utcMs(call.ended_at));
	}

	private noteTime(which: 'start' | 'end', time: number | undefined): void {
		if (time === undefined) return;
		const isRecent = this.now === undefined || time > this.now - WATCHED_MS;
		if (isRecent && time > this.earliest[which] + TOLERANCE_MS) this.isViolated[which] = true;
		this.earliest[which] = Math.min(this.earliest[which], time);
	}

	/** One of the two orders suffices. */
	get isMostRecentFirst(): boolean {
		return !this.isViolated.start || !this.isViolated.end;
	}
}
