/** What a trigger begins with, before it has emitted anything. */
import { utcMs } from '../../shared/calls/utcTime';
import { Troubles } from '../api/troubles';
import { Intake } from '../list/intake';
import { OrderWatch } from '../../shared/calls/order';
import { progressFrom, type Progress } from '../state/progress';
import type { PollOptions } from './poll';

/** How far the clock of this n8n may be ahead of the API's, in ms. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1_000;

/**
 * The progress of a trigger that emits the calls completed from now on. It reads at most three pages,
 * and further ones only while there are unfinished calls on them: all completed calls on these pages
 * are old, and below them those that ended before the latest of them did, or, if the list is not in
 * order, before now.
 *
 * @throws what the source throws, because half a page would make old calls new
 */
export async function startFromNow(
	options: Pick<PollOptions, 'source' | 'isWanted' | 'limits' | 'now'>,
): Promise<Progress> {
	const { source, limits, now } = options;
	const progress = progressFrom(-Infinity);
	const intake = new Intake(progress, { ...options, troubles: new Troubles() });
	const watch = new OrderWatch();
	let latest = -Infinity;
	let cursor: string | undefined;
	for (let pages = 0; pages < limits.requests; pages++) {
		const { entries, nextCursor } = await source.page(cursor);
		const calls = intake.read(entries);
		for (const call of calls) {
			watch.note(call);
			if (call.state === 'completed') intake.ignore(call);
			const time = utcMs(call.ended_at) ?? utcMs(call.started_at) ?? -Infinity;
			latest = Math.max(latest, Math.min(time, now));
		}
		const isKept = (state: string) => state === 'to_start' || state === 'ongoing';
		const unfinished = calls.filter(({ state }) => isKept(state));
		intake.page(unfinished, { floor: Infinity });
		cursor = nextCursor;
		if (cursor === undefined || unfinished.length === 0) break;
	}
	const isWhole = cursor === undefined;
	const recently = Math.max(latest, now - CLOCK_TOLERANCE_MS);
	const isReliable = watch.isMostRecentFirst && (isWhole || latest > -Infinity);
	progress.floor = isReliable ? latest : recently;
	progress.sweepFloor = isWhole ? latest : recently;
	progress.isUnordered = !watch.isMostRecentFirst;
	if (isWhole) progress.sweptAt = now;
	progress.taken.trim(limits.taken);
	return progress;
}

/**
 * The progress of a trigger that could not start when it was told to: calls that ended since then
 * are new, minus a minute, because the two clocks may differ a little.
 */
export const startFrom = (since: number): Progress => progressFrom(since - 60_000);
