/**
 * What a single value may look like in a webhook, and what it becomes. Each is a zod schema whose
 * error reads as the middle of an issue: "evaluation.topic: expected text, got 5".
 */
import * as z from '../schema';
import { isJsonObject, type JsonObject } from '../jsonObject';

export type JsonValue = JsonObject[string];

/** A JSON object of which nothing is expected. */
export const anyObject = z.record(z.string(), z.custom<JsonValue>());

/** Like assignment, also for a key named `__proto__`. */
export function put(object: JsonObject, key: string, value: JsonValue): void {
	Object.defineProperty(object, key, {
		value,
		writable: true,
		enumerable: true,
		configurable: true,
	});
}

export const text = z.string({ error: 'expected text' });

const DECIMAL = /^\s*[+-]?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?\s*$/i;

/** Without a regular expression, which would look at each zero of a long text again and again. */
function withoutLastZeros(digits: string): string {
	let end = digits.length;
	while (digits[end - 1] === '0') end--;
	return digits.slice(0, end);
}

/** The same number always gives the same key, however it is written ("5.50", "55e-1"). */
function decimalKey(decimal: string): string | undefined {
	const match = DECIMAL.exec(decimal);
	if (!match) return undefined;
	const [, whole = '', fraction = '', exponent = '0'] = match;
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = withoutLastZeros(digits);
	if (significant === '') return '0';
	const power = Number(exponent) - fraction.length + (digits.length - significant.length);
	return `${significant}e${power}`;
}

/** "5.5" becomes 5.5; a text that a number cannot hold without loss stays a text. */
function numberFromText(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const key = decimalKey(value);
	const number = Number(value);
	return key !== undefined && decimalKey(String(number)) === key ? number : value;
}

export const number = z.preprocess(numberFromText, z.number({ error: 'expected a number' }));

const ISO_8601 =
	/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const RFC_5322 =
	/^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC?|[+-]\d{4})$/;

/** Ten digits are seconds from 2001 to 2286, thirteen are the same span in milliseconds. */
const EPOCH = /^(\d{10}|\d{13})(?:\.(\d+))?$/;
const MS_PER_SECOND = 1000;

/** Epoch seconds or milliseconds become ISO 8601 with every digit of the fraction kept. */
function isoFromEpoch(value: unknown): unknown {
	if (typeof value !== 'number' && typeof value !== 'string') return value;
	const match = EPOCH.exec(String(value));
	if (!match) return value;
	const [, whole = '', fraction = ''] = match;
	const inSeconds = whole.length === 10;
	const iso = new Date(Number(whole) * (inSeconds ? MS_PER_SECOND : 1)).toISOString();
	if (!inSeconds) return iso.replace('Z', `${fraction}Z`);
	return iso.replace('000Z', `${fraction.padEnd(3, '0')}Z`);
}

export const isReadableTime = (value: string) => ISO_8601.test(value) || RFC_5322.test(value);

/**
 * A time as text. ISO 8601 (documented; with six-digit fractions as seen) and RFC 5322 stay as they
 * came; epoch seconds and milliseconds, which others report, become ISO 8601 in UTC.
 */
export const time = z.preprocess(
	isoFromEpoch,
	z
		.string({ error: 'expected a time' })
		.check(z.refine(isReadableTime, { error: 'expected a time' })),
);

/** The REST API and some webhooks call the agent "ai"; here it is always "agent". */
function agentFromAi(value: unknown): unknown {
	return typeof value === 'string' && value.trim().toLowerCase() === 'ai' ? 'agent' : value;
}

/** Who speaks: `user` or `agent` as documented; any other text stays as it came. */
export const sender = z.preprocess(agentFromAi, text);

const LONGEST_SHOWN = 60;

/** How an unexpected value is shown in an issue: short, and never a whole document. */
export function shown(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (isJsonObject(value)) return 'an object';
	const json = JSON.stringify(value) ?? String(value);
	return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
}
