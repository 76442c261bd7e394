/**
 * The kinds of single values in a payload: how each is read, and how an issue names it. A value is
 * read by a plain function, because building zod's errors for a million odd values would block n8n
 * for seconds; the zod schema beside it gives the item its type and its documentation.
 */
import * as z from '../schema';
import { isJsonObject, type JsonObject } from './jsonObject';

export type JsonValue = JsonObject[string];

export interface Value<Result> {
	schema: z.ZodMiniType<Result>;
	/** For an issue: "expected a string, got 5". */
	expected: string;
	/** `undefined` if the raw value cannot be read; JSON itself has no undefined. */
	read(raw: unknown): Result | undefined;
	/** Whether a string of blanks says nothing, like `null`. */
	isBlankUnknown?: boolean;
}

/** Any JSON object. */
export const anyObject = z.record(z.string(), z.custom<JsonValue>());

/** Like assignment, also for a key named `__proto__`. */
export function put(object: JsonObject, key: string, value: JsonValue): void {
	if (key !== '__proto__') object[key] = value;
	else {
		const property = { value, writable: true, enumerable: true, configurable: true };
		Object.defineProperty(object, key, property);
	}
}

const stringSchema = z.string();

const readString = (raw: unknown) => (typeof raw === 'string' ? raw : undefined);

export const text: Value<string> = {
	schema: stringSchema,
	expected: 'a string',
	read: readString,
};

/** An ID or a name, of which a blank string says nothing. */
export const name: Value<string> = { ...text, isBlankUnknown: true };

export const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';

const DECIMAL = /^\s*[+-]?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?\s*$/i;

/** In characters. No number that JavaScript can hold without loss is longer. */
const LONGEST_NUMBER = 400;

/** Without a regular expression, whose backtracking would take quadratic time. */
function withoutTrailingZeros(digits: string): string {
	let end = digits.length;
	while (digits[end - 1] === '0') end--;
	return digits.slice(0, end);
}

/** Equal for all spellings of a number ("5.50", "55e-1"). */
function decimalKey(decimal: string): string | undefined {
	const match = DECIMAL.exec(decimal);
	if (!match) return undefined;
	const [, whole = '', fraction = '', exponent = '0'] = match;
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = withoutTrailingZeros(digits);
	if (significant === '') return '0';
	const power = Number(exponent) - fraction.length + (digits.length - significant.length);
	return `${significant}e${power}`;
}

/** "5.5" becomes 5.5; a string that no number holds without loss is not read. */
function readNumber(raw: unknown): number | undefined {
	if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined;
	if (typeof raw !== 'string' || raw.length > LONGEST_NUMBER) return undefined;
	const key = decimalKey(raw);
	const number = Number(raw);
	return key !== undefined && decimalKey(String(number)) === key ? number : undefined;
}

export const number: Value<number> = {
	schema: z.number(),
	expected: 'a number',
	read: readNumber,
};

const ISO_8601 =
	/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const RFC_5322 =
	/^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC?|[+-]\d{4})$/;

/** Ten digits are seconds from 2001 to 2286, thirteen are the same span in milliseconds. */
const EPOCH = /^(\d{10}|\d{13})(?:\.(\d+))?$/;
const MS_PER_SECOND = 1000;

/** Epoch seconds or milliseconds as ISO 8601, with every digit of the fraction. */
function isoFromEpoch(raw: string): string | undefined {
	const match = EPOCH.exec(raw);
	if (!match) return undefined;
	const [, whole = '', fraction = ''] = match;
	const isSeconds = whole.length === 10;
	const iso = new Date(Number(whole) * (isSeconds ? MS_PER_SECOND : 1)).toISOString();
	if (!isSeconds) return iso.replace('Z', `${fraction}Z`);
	return iso.replace('000Z', `${fraction.padEnd(3, '0')}Z`);
}

function readTime(raw: unknown): string | undefined {
	if (typeof raw === 'number') return isoFromEpoch(String(raw));
	if (typeof raw !== 'string') return undefined;
	return ISO_8601.test(raw) || RFC_5322.test(raw) ? raw : isoFromEpoch(raw);
}

/**
 * A time as a string. ISO 8601 (documented; six-digit fractions are seen) and RFC 5322 stay as they
 * came; epoch seconds and milliseconds, which others report, become ISO 8601 in UTC.
 */
export const time: Value<string> = { schema: z.string(), expected: 'a time', read: readTime };

/** The REST API and some webhooks call the agent "ai"; here it is always "agent". */
function readSender(raw: unknown): string | undefined {
	if (raw === 'user' || raw === 'agent') return raw;
	return typeof raw === 'string' && /^\s*ai\s*$/i.test(raw) ? 'agent' : readString(raw);
}

/** Who speaks: `user` or `agent` as documented; any other string stays as it came. */
export const sender: Value<string> = {
	schema: stringSchema,
	expected: text.expected,
	read: readSender,
};

const LONGEST_SHOWN = 60;

/** An unexpected value as an issue or a log line quotes it: short, and on one line. */
export function shown(value: unknown): string {
	if (Array.isArray(value)) return 'an array';
	if (isJsonObject(value)) return 'an object';
	const start = typeof value === 'string' ? value.slice(0, LONGEST_SHOWN) : value;
	const json = JSON.stringify(start) ?? String(start);
	const isCut = json.length > LONGEST_SHOWN || start !== value;
	return isCut ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
}
