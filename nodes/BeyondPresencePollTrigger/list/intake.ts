/** What the entries of a page mean for the progress: which calls are new, and whether a page is known. */
import { readCall, type Call } from '../../shared/calls/call';
import { utcMs } from '../../shared/calls/utcTime';
import { isJsonObject } from '../../shared/fields/jsonObject';
import type { Limits, Progress } from '../state/progress';
import { printOf } from '../state/taken';
import type { Troubles } from '../api/troubles';

/** A call that is not remembered by its ID, because that is longer, is found again by its end. */
const LONGEST_ID = 200;

/** The longest entry that the queue keeps, in characters of JSON. */
const LONGEST_ENTRY = 2_000;

/** How long a call is followed that has a status of a newer API, which may be its last one. */
const UNKNOWN_STATUS_MS = 24 * 60 * 60 * 1_000;

interface IntakeOptions {
	/** Whether calls of this agent are wanted; an unknown agent's are. */
	isWanted: (agentId: string | undefined) => boolean;
	limits: Limits;
	/** By the clock of this n8n, in ms since 1970. */
	now: number;
	troubles: Troubles;
}

interface PageOf {
	/** Calls that ended then or earlier are old. */
	floor: number;
	/** Prints of calls that stand there again only because the list has shifted. */
	recent?: readonly string[];
	/** Whether a call without any time is old here, since it would be new at every reading. */
	isSweep?: boolean;
}

interface PageRead {
	/** Whether the calls below this page are known, if the list is in order. */
	isKnown: boolean;
	/** Whether all its new calls were taken; false if the queue is full. */
	isWhole: boolean;
	prints: string[];
}

/** `neutral` says nothing about what stands below. */
type Position = 'known' | 'unknown' | 'neutral';

export class Intake {
	/** Unfinished calls that were seen by this poll. */
	readonly seen = new Set<string>();

	private queuedChars: number | undefined;

	constructor(
		private readonly progress: Progress,
		private readonly options: IntakeOptions,
	) {}

	/** How many more calls the queue takes. */
	get room(): number {
		return this.options.limits.queue - this.progress.queue.size;
	}

	/** Takes the new calls of a page, from the bottom up: what is left is then at its top. */
	page(calls: Call[], page: PageOf): PageRead {
		const positions = calls.map((call) => this.positionOf(call, page));
		let isWhole = true;
		for (const call of calls.toReversed()) if (!this.note(call, page)) isWhole = false;
		const telling = positions.filter((position) => position !== 'neutral');
		const last = telling.slice(-this.options.limits.knownInARow);
		return {
			isKnown: last.length > 0 && last.every((position) => position === 'known'),
			isWhole,
			prints: calls.map(({ id }) => printOf(id)),
		};
	}

	/** Notes a call that was asked for by its ID, because it was unfinished. */
	asked(call: Call): void {
		if (call.state !== 'unknown') {
			this.note(call, { floor: -Infinity });
			return;
		}
		const { unfinished } = this.progress;
		const { now } = this.options;
		const known = unfinished.get(call.id);
		if (known === undefined || now - known.since >= UNKNOWN_STATUS_MS) unfinished.delete(call.id);
		else unfinished.set(call.id, { ...known, hasStarted: false, seenAt: now });
	}

	/** Remembers a completed call as old. */
	ignore(call: Call): void {
		this.progress.taken.add(call.id, this.timeOf(call) ?? this.options.now);
		this.progress.unfinished.delete(call.id);
	}

	/** The entries of a page that have an ID: others cannot be told apart. */
	read(entries: readonly unknown[]): Call[] {
		return entries.flatMap((entry) => this.readEntry(entry));
	}

	private readEntry(entry: unknown): Call[] {
		const { troubles } = this.options;
		const call = isJsonObject(entry) ? readCall(entry) : undefined;
		if (call === undefined || call.id === '') {
			troubles.add(
				'entry',
				'The list of calls has entries without an ID, which are skipped',
				JSON.stringify(entry)?.slice(0, LONGEST_ID) ?? 'nothing',
			);
			return [];
		}
		if (call.state === 'unknown') {
			const { status } = call.raw;
			const type = isJsonObject(status) ? status.type : status;
			const shown = typeof type === 'string' ? type.slice(0, LONGEST_ID) : 'none';
			troubles.add(
				`status ${shown}`,
				'The list of calls has a status that this version does not know; such calls count as not completed',
				`status type: ${shown}, for example of the call ${call.id}`,
				{ isError: false },
			);
		}
		return [call];
	}

	/** When a call ended, or at least started, in ms. */
	private timeOf(call: Call): number | undefined {
		return utcMs(call.ended_at) ?? utcMs(call.started_at);
	}

	private isWanted({ agent_id }: Call): boolean {
		return this.options.isWanted(agent_id ?? undefined);
	}

	private isTaken({ id }: Call): boolean {
		return this.progress.queue.has(id) || this.progress.taken.has(id);
	}

	private isOld(call: Call, { floor, isSweep = false }: PageOf): boolean {
		const time = this.timeOf(call);
		return time === undefined ? isSweep : time <= floor;
	}

	private positionOf(call: Call, page: PageOf): Position {
		if (page.recent?.includes(printOf(call.id))) return 'neutral';
		if (this.isTaken(call) || this.progress.unfinished.has(call.id)) return 'known';
		if (call.state === 'completed') return this.isOld(call, page) ? 'known' : 'unknown';
		const isFollowed = call.state !== 'unknown' && call.id.length <= LONGEST_ID;
		return isFollowed && this.isWanted(call) ? 'unknown' : 'neutral';
	}

	/** @returns whether there was room for it */
	private note(call: Call, page: PageOf): boolean {
		if (this.isTaken(call) || page.recent?.includes(printOf(call.id))) return true;
		if (call.state === 'to_start' || call.state === 'ongoing') {
			this.noteUnfinished(call, page.isSweep ?? false);
			return true;
		}
		if (call.state !== 'completed') return true;
		if (!this.progress.unfinished.has(call.id) && this.isOld(call, page)) return true;
		if (this.isWanted(call)) {
			if (this.room <= 0) return false;
			this.enqueue(call);
		}
		this.ignore(call);
		return true;
	}

	private enqueue(call: Call): void {
		this.queuedChars ??= [...this.progress.queue.values()].reduce(
			(chars, { entry }) => chars + (entry === undefined ? 0 : JSON.stringify(entry).length),
			0,
		);
		const { length } = JSON.stringify(call.raw);
		const isKept =
			length <= LONGEST_ENTRY && this.queuedChars + length <= this.options.limits.queuedChars;
		if (isKept) this.queuedChars += length;
		this.progress.queue.set(call.id, {
			endedAt: utcMs(call.ended_at),
			foundAt: this.options.now,
			attempts: 0,
			tryAfter: 0,
			refusals: 0,
			entry: isKept ? call.raw : undefined,
		});
	}

	private noteUnfinished(call: Call, isSweep: boolean): void {
		const { unfinished } = this.progress;
		if (call.id.length > LONGEST_ID) return;
		if (!this.isWanted(call)) {
			unfinished.delete(call.id);
			return;
		}
		const hasStarted = call.state === 'ongoing';
		if (!unfinished.has(call.id) && unfinished.size >= this.options.limits.unfinished) {
			// Of those that never began, the ones at the top are the likeliest to begin.
			if (isSweep && !hasStarted) return;
			const [oldest] = unfinished.keys();
			const idle = [...unfinished].find(([, { hasStarted: began }]) => !began)?.[0];
			unfinished.delete(idle ?? oldest ?? call.id);
		}
		this.seen.add(call.id);
		const { now } = this.options;
		const since = utcMs(call.started_at) ?? unfinished.get(call.id)?.since ?? now;
		const entry = { hasStarted, seenAt: now, since };
		// Seen in a list, it is among the newest; a sweep leaves the order as it is.
		if (!isSweep) unfinished.delete(call.id);
		unfinished.set(call.id, entry);
	}
}
