/** The API's own reason for an error, in every shape in which it comes. */
import * as z from '../schema';
import { isJsonObject } from '../fields/jsonObject';
import { safeForLog } from '../errors';

/** What the API says: one reason, and for 422 the field that each complaint is about. */
type Reason = { text: string | undefined; complaints: Complaint[] };
type Complaint = { field: string; text: string };

const LONGEST_REASON = 500;
/** Of a long list, the first ones. */
const MOST_COMPLAINTS = 10;
const DEEPEST = 4;

/** Where bodies have their words, the most telling first. */
const WORDS = [
	'detail',
	'message',
	'msg',
	'error',
	'errors',
	'reason',
	'description',
	'title',
	'code',
];

/** The places that FastAPI names before a field's own name. */
const LOCATIONS = new Set<string | number>(['body', 'query', 'path', 'header']);

/** One entry of a 422, as FastAPI writes it. */
const complaintSchema = z.object({
	loc: z.array(z.union([z.string(), z.number()])),
	msg: z.string(),
});

const short = (text: string): string | undefined => {
	const trimmed = text.slice(0, 2 * LONGEST_REASON).trim();
	// The error page of a proxy tells a user nothing.
	return trimmed === '' || trimmed.startsWith('<')
		? undefined
		: safeForLog(trimmed, LONGEST_REASON).replace(/(?:\\u000[ad]|\\u0009)+/g, ' ');
};

function wordsIn(value: unknown, depth = 0): string | undefined {
	if (typeof value === 'string') return short(value);
	if (typeof value === 'number') return String(value);
	if (depth === DEEPEST) return undefined;
	if (Array.isArray(value)) {
		const words = value
			.slice(0, MOST_COMPLAINTS)
			.map((each: unknown) => wordsIn(each, depth + 1))
			.filter((each) => each !== undefined);
		return short(words.join('; '));
	}
	if (!isJsonObject(value)) return undefined;
	for (const key of WORDS) {
		const words = wordsIn(value[key], depth + 1);
		if (words !== undefined) return words;
	}
	return undefined;
}

function readComplaint(entry: unknown): Complaint[] {
	const parsed = complaintSchema.safeParse(entry);
	if (!parsed.success) return [];
	const { loc, msg } = parsed.data;
	const field = loc.slice(LOCATIONS.has(loc[0] ?? '') ? 1 : 0).join('.');
	return [{ field: safeForLog(field), text: short(msg) ?? 'no reason was given' }];
}

/**
 * Reads the reason out of the body of a response: a string, a list, an object with any of the usual
 * keys, plain text, or nothing. Long reasons are cut, HTML pages are none.
 */
export function readReason(body: unknown): Reason {
	const detail = isJsonObject(body) ? body.detail : undefined;
	const complaints = Array.isArray(detail)
		? detail.slice(0, MOST_COMPLAINTS).flatMap(readComplaint)
		: [];
	const text =
		complaints.length > 0
			? complaints.map(({ field, text }) => (field ? `${field}: ${text}` : text)).join('; ')
			: wordsIn(body);
	return { text, complaints };
}
