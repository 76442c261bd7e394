/** What went wrong during a poll, by kind, so that a kind is reported once and not at every poll. */

export interface Trouble {
	/** Reported together; the same kind is not reported again for some hours. */
	kind: string;
	message: string;
	/** One sentence for each case, the first few of them. */
	details: string[];
	/** Further cases. */
	more: number;
	/** Shown as a failed execution too; otherwise in the log only. */
	isError: boolean;
	/** Of the first case. */
	cause?: unknown;
}

/** How many cases of a kind are described. */
const DESCRIBED = 5;

/** IDs and reasons come from outside: one line, and not a whole document. */
const LONGEST_DETAIL = 300;
const oneLine = (detail: string): string =>
	detail.slice(0, LONGEST_DETAIL).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

export class Troubles {
	private readonly kinds = new Map<string, Trouble>();

	add(
		kind: string,
		message: string,
		detail: string,
		{ isError = true, cause }: { isError?: boolean; cause?: unknown } = {},
	): void {
		const trouble = this.kinds.get(kind);
		if (trouble === undefined) {
			const first = { kind, message, details: [oneLine(detail)], more: 0, isError };
			this.kinds.set(kind, { ...first, ...(cause !== undefined && { cause }) });
		} else if (trouble.details.length < DESCRIBED) trouble.details.push(oneLine(detail));
		else trouble.more++;
	}

	get all(): Trouble[] {
		return [...this.kinds.values()];
	}
}

/** A kind of trouble that lasts is reported four times a day. */
export const REPORT_EVERY_MS = 6 * 60 * 60 * 1_000;

/** Kinds are named by what the API sends, so their number has a bound. */
const REMEMBERED_KINDS = 50;

/** The troubles to report now; notes in `reported` that they were. */
export function dueReports(
	troubles: Trouble[],
	reported: Map<string, number>,
	now: number,
): Trouble[] {
	const due = troubles.filter(({ kind }) => {
		const last = reported.get(kind);
		return last === undefined || now - last >= REPORT_EVERY_MS || last > now;
	});
	for (const { kind } of due) {
		reported.delete(kind);
		reported.set(kind, now);
	}
	for (const kind of reported.keys()) {
		if (reported.size <= REMEMBERED_KINDS) break;
		reported.delete(kind);
	}
	return due;
}
