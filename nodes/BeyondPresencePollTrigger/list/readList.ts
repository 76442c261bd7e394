/** The parts of the list that one poll reads: the top, open gaps, the tail, and a part of the sweep. */
import type { Call } from '../../shared/calls/call';
import type { Intake } from './intake';
import { OrderWatch } from '../../shared/calls/order';
import type { Gap, Limits, Progress } from '../state/progress';
import type { Outcome, Requests } from './requests';
import type { ListPage } from '../api/source';
import type { Troubles } from '../api/troubles';

export interface ReadOptions {
	requests: Requests;
	intake: Intake;
	troubles: Troubles;
	limits: Limits;
	now: number;
}

/** The API's largest page: without room for as many calls, no further page is read. */
const PAGE = 50;

/** The calls of two pages, in case the list shifts between polls. */
const RECENT = 2 * PAGE;

/** A cursor that fails for other reasons than being refused is tried at so many polls. */
const MOST_FAILURES = 30;

const lastOf = <Item>(items: Item[], count: number): Item[] => items.slice(-count);

const askForSweep = (progress: Progress): void => {
	progress.sweptAt = -Infinity;
};

function openGap(progress: Progress, { limits }: ReadOptions, gap: Omit<Gap, 'failures'>): void {
	progress.gaps.push({ ...gap, failures: 0 });
	while (progress.gaps.length > limits.gaps) {
		progress.gaps.shift();
		askForSweep(progress);
	}
}

/** Whether a cursor that did not lead to a page has to be given up. */
const isLost = (outcome: Outcome<ListPage>, failures: number): boolean =>
	outcome.kind === 'gone' || outcome.kind === 'refused' || failures >= MOST_FAILURES;

/** What stands below the pages that were read from the top; no cursor if that is nothing. */
export interface Top {
	below: string | undefined;
}

function noteOrder(progress: Progress, watch: OrderWatch, calls: Call[]): void {
	for (const call of calls) watch.note(call);
	if (watch.isMostRecentFirst) return;
	progress.isUnordered = true;
	if (progress.sweep) progress.sweep.isUnordered = true;
}

/**
 * Reads the list from the top down to known calls, as far as this poll may; a gap remembers the rest.
 *
 * @returns undefined if the list could not be read
 */
export async function readTop(progress: Progress, options: ReadOptions): Promise<Top | undefined> {
	const { requests, intake, limits, now } = options;
	const { floor, gaps, unfinished } = progress;
	const kept = Math.min(1, gaps.length) + Math.min(1, unfinished.size);
	const watch = new OrderWatch(now);
	let cursor: string | undefined;
	let recent: string[] = [];
	for (let pages = 1; ; pages++) {
		const outcome = await requests.page(cursor);
		if (outcome.kind !== 'ok') {
			if (cursor !== undefined) openGap(progress, options, { cursor, floor, recent });
			return undefined;
		}
		const { entries, nextCursor } = outcome.value;
		// Without room, none of it is taken, and the next poll finds the top as it is now.
		if (intake.room <= 0) return { below: nextCursor };
		const calls = intake.read(entries);
		noteOrder(progress, watch, calls);
		const { isKnown, prints } = intake.page(calls, { floor });
		if (nextCursor === undefined || isKnown) return { below: nextCursor };
		cursor = nextCursor;
		recent = lastOf([...recent, ...prints], RECENT);
		const mayGoOn = pages < limits.requests - kept && requests.left > 0 && intake.room >= PAGE;
		if (!mayGoOn) {
			openGap(progress, options, { cursor, floor, recent });
			return { below: nextCursor };
		}
	}
}

/** Goes on with the gaps, the topmost first, and leaves one request for unfinished calls. */
export async function readGaps(progress: Progress, options: ReadOptions): Promise<void> {
	const { requests, intake } = options;
	const kept = Math.min(1, progress.unfinished.size);
	for (;;) {
		const gap = progress.gaps.at(-1);
		if (gap === undefined || requests.left <= kept || intake.room < PAGE) return;
		const outcome = await requests.page(gap.cursor);
		if (outcome.kind !== 'ok') {
			if (outcome.kind !== 'busy') gap.failures++;
			if (isLost(outcome, gap.failures)) {
				progress.gaps.pop();
				askForSweep(progress);
			}
			return;
		}
		const { entries, nextCursor } = outcome.value;
		const { isKnown, isWhole, prints } = intake.page(intake.read(entries), gap);
		if (!isWhole) return;
		if (isKnown || nextCursor === undefined) progress.gaps.pop();
		else if (nextCursor === gap.cursor) {
			progress.gaps.pop();
			askForSweep(progress);
		} else {
			const recent = lastOf([...gap.recent, ...prints], RECENT);
			progress.gaps.splice(-1, 1, { ...gap, cursor: nextCursor, recent, failures: 0 });
		}
	}
}

const sweptFloor = ({ floor, sweepFloor }: Progress): number => Math.max(floor, sweepFloor);

/** If the list is not most recent first, new calls may be at its end. */
export async function readTail(progress: Progress, options: ReadOptions): Promise<void> {
	const { requests, intake } = options;
	if (!progress.isUnordered || progress.tail === undefined || progress.gaps.length > 0) return;
	// The others of a poll's requests are for a part of the sweep and, in turns, for unfinished calls.
	const isTurn = progress.unfinished.size === 0 || progress.polls % 2 === 0;
	if (!isTurn || requests.left <= 1 || intake.room < PAGE) return;
	const outcome = await requests.page(progress.tail);
	if (outcome.kind !== 'ok') {
		if (isLost(outcome, 0)) progress.tail = undefined;
		return;
	}
	const { entries, nextCursor } = outcome.value;
	const { isWhole } = intake.page(intake.read(entries), {
		floor: sweptFloor(progress),
		isSweep: true,
	});
	if (isWhole && nextCursor !== undefined) progress.tail = nextCursor;
}

/** Whether there is a part of the list to sweep: gaps come first, which tell what is known above them. */
export function isSweepDue(progress: Progress, { limits, now }: ReadOptions): boolean {
	if (progress.gaps.length > 0) return false;
	if (progress.sweep !== undefined || progress.sweptAt > now) return true;
	return now - progress.sweptAt >= (progress.isUnordered ? 0 : limits.sweepEveryMs);
}

/**
 * Goes on with the sweep, or begins one when it is due: once a day, and one after the other while
 * the list is not in order.
 *
 * @param top that this poll has read
 */
export async function readSweep(
	progress: Progress,
	options: ReadOptions,
	{ below }: Top,
): Promise<void> {
	const { requests, intake, now, troubles } = options;
	if (!isSweepDue(progress, options) || requests.left === 0 || intake.room < PAGE) return;
	if (progress.sweep === undefined) {
		progress.sweptAt = now;
		if (below !== undefined) {
			progress.sweep = { cursor: below, failures: 0, isUnordered: progress.isUnordered };
		}
	}
	const watch = new OrderWatch(now);
	while (progress.sweep !== undefined && requests.left > 0 && intake.room >= PAGE) {
		const { sweep } = progress;
		const outcome = await requests.page(sweep.cursor);
		if (outcome.kind !== 'ok') {
			if (outcome.kind !== 'busy') sweep.failures++;
			if (isLost(outcome, sweep.failures)) {
				progress.sweep = undefined;
				askForSweep(progress);
			}
			return;
		}
		const { entries, nextCursor } = outcome.value;
		const calls = intake.read(entries);
		noteOrder(progress, watch, calls);
		const { isWhole } = intake.page(calls, { floor: sweptFloor(progress), isSweep: true });
		if (!isWhole) return;
		if (nextCursor === undefined || nextCursor === sweep.cursor) {
			if (nextCursor !== undefined) {
				const message = 'The list of calls repeats a page, so what is below was not read';
				troubles.add('cursor', message, `cursor ${nextCursor}`);
			}
			progress.tail = sweep.cursor;
			progress.isUnordered = sweep.isUnordered;
			progress.sweep = undefined;
		} else progress.sweep = { ...sweep, cursor: nextCursor, failures: 0 };
	}
}
