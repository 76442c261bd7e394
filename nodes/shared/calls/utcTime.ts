const ISO_8601 =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

const MINUTE_MS = 60_000;

function offsetMs(offset: string | undefined): number {
	if (offset === undefined || offset.toUpperCase() === 'Z') return 0;
	const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
	const total = hours * 60 + (offset.length > 3 ? minutes : 0);
	return (offset.startsWith('-') ? -1 : 1) * total * MINUTE_MS;
}

/**
 * A time of the API in ms since 1970. One without an offset is UTC, as the API means it, and never
 * the time zone of this machine; `Date.parse` would take it as local, an hour off for half a year.
 *
 * @returns undefined if the string is no time
 */
export function utcMs(time: string | null): number | undefined {
	if (time === null) return undefined;
	const match = ISO_8601.exec(time);
	if (match === null) {
		// RFC 5322, whose times always name their offset.
		const ms = Date.parse(time);
		return Number.isFinite(ms) ? ms : undefined;
	}
	const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', offset] = match;
	const ms = Date.UTC(
		...([Number(year), Number(month) - 1, Number(day)] as const),
		...([Number(hour), Number(minute), Number(second)] as const),
		Math.floor(Number(`0.${fraction || 0}`) * 1_000),
	);
	return ms - offsetMs(offset);
}

/**
 * From one time to another in minutes, to the hundredth; null if either is no time, or if the end
 * lies before the start.
 */
export function minutesBetween(start: string | null, end: string | null): number | null {
	const [from, to] = [utcMs(start), utcMs(end)];
	if (from === undefined || to === undefined || to < from) return null;
	return Math.round((to - from) / (MINUTE_MS / 100)) / 100;
}
