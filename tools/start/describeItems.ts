type Json = Record<string, unknown>;

/** The longest value that is shown whole, in characters. */
const SHOWN_VALUE_CHARACTERS = 90;

function shown(value: unknown): string {
	const text = JSON.stringify(value) ?? 'undefined';
	if (text.length <= SHOWN_VALUE_CHARACTERS) return text;
	return `${text.slice(0, SHOWN_VALUE_CHARACTERS)}… (${text.length} characters)`;
}

const line = (item: Json, keys: readonly string[]) =>
	keys.map((key) => `${key}: ${shown(item[key])}`);

/**
 * Items for a person to read: what all of them share once, then a line for each with the rest. An
 * item on its own is shown key by key.
 */
export function describeItems(items: readonly Json[]): string[] {
	const [first] = items;
	if (first === undefined) return [];
	const keys = [...new Set(items.flatMap((item) => Object.keys(item)))];
	const isShared = (key: string) => items.every((item) => shown(item[key]) === shown(first[key]));
	const shared = line(first, keys.filter(isShared));
	const own = keys.filter((key) => !isShared(key));
	if (own.length === 0) return shared;
	return [...shared, ...items.map((item) => `- ${line(item, own).join('  ')}`)];
}
