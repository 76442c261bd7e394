/** Calls that have left the top of the list before they ended, asked for by their IDs. */
import { readCall } from '../../shared/calls/call';
import { isSweepDue, type ReadOptions, type Top } from './readList';
import type { Progress, Unfinished } from '../state/progress';

/** A call that has not begun may never begin, so it is asked for less often. */
const IDLE_MS = 10 * 60 * 1_000;

const MINUTE_MS = 60_000;

/**
 * How long a call has not been seen, compared with how long it is known to go on: after a minute, a
 * call of ten minutes is staler than one that has been left open for months.
 */
const stalenessOf = ({ seenAt, since }: Unfinished, now: number): number =>
	(now - seenAt) / Math.max(MINUTE_MS, seenAt - since);

/** The unfinished calls that this poll has not seen, the stalest first. */
function unseen(progress: Progress, { intake, now }: ReadOptions): string[] {
	return [...progress.unfinished]
		.filter(([id, { hasStarted, seenAt }]) => {
			const isDue = hasStarted || now - seenAt >= IDLE_MS || seenAt > now;
			return isDue && !intake.seen.has(id);
		})
		.sort(([, one], [, other]) => stalenessOf(other, now) - stalenessOf(one, now))
		.map(([id]) => id);
}

/**
 * Asks for as many as the poll's requests allow, in turns. If there are more, at every second poll one
 * request goes to the page below the top instead, which shows 50 calls.
 *
 * @param top that this poll has read, if it could
 */
export async function askUnfinished(
	progress: Progress,
	options: ReadOptions,
	top: Top | undefined,
): Promise<void> {
	const { requests, intake, now } = options;
	const isPagesTurn = progress.polls % 2 === 0;
	const below = progress.gaps.length === 0 ? top?.below : undefined;
	const kept = isSweepDue(progress, options) ? 1 : 0;
	const mayAsk = () => requests.left > kept && intake.room > 0;
	if (below !== undefined && isPagesTurn && mayAsk()) {
		if (unseen(progress, options).length > requests.left - kept) {
			const outcome = await requests.page(below);
			if (outcome.kind === 'ok') {
				const { floor, sweepFloor } = progress;
				intake.page(intake.read(outcome.value.entries), {
					floor: Math.max(floor, sweepFloor),
					isSweep: true,
				});
			}
		}
	}
	for (const id of unseen(progress, options)) {
		if (!mayAsk()) return;
		const outcome = await requests.call(id);
		// If the list is not there either, that says nothing about the call.
		if (outcome.kind === 'gone' && top) progress.unfinished.delete(id);
		else if (outcome.kind === 'ok') intake.asked(readCall({ ...outcome.value, id }));
		else {
			const call = progress.unfinished.get(id);
			if (call) call.seenAt = now;
		}
	}
}
