/**
 * The variables of a template: `{{name}}` in its texts, with or without spaces inside the braces. A
 * name is any text of one line without braces; `{{}}` and longer texts in braces are no variables.
 */

const LONGEST_NAME = 100;

/** Reads each character once: what is between the braces has none. */
const VARIABLE = /\{\{([^{}\r\n]*)\}\}/g;

function nameIn(inBraces: string): string | undefined {
	const name = inBraces.trim();
	return name === '' || name.length > LONGEST_NAME ? undefined : name;
}

/** The names of the variables of a text, each once, in their order. */
export function variablesIn(text: string): Set<string> {
	const names = new Set<string>();
	for (const [, inBraces = ''] of text.matchAll(VARIABLE)) {
		const name = nameIn(inBraces);
		if (name !== undefined) names.add(name);
	}
	return names;
}

/** The length of a text in UTF-16 code units once it is filled in, without making that text. */
export function lengthFilledIn(text: string, values: ReadonlyMap<string, string>): number {
	let { length } = text;
	for (const [whole, inBraces = ''] of text.matchAll(VARIABLE)) {
		const value = values.get(nameIn(inBraces) ?? '');
		if (value !== undefined) length += value.length - whole.length;
	}
	return length;
}

/**
 * A text with its variables replaced. Values are put in as they are: `$&` means nothing, and braces
 * in a value are not replaced again. A variable without a value stays. Check
 * {@link lengthFilledIn} first: many variables with a long value make a huge text.
 */
export const fillIn = (text: string, values: ReadonlyMap<string, string>): string =>
	text.replace(
		VARIABLE,
		(whole: string, inBraces: string) => values.get(nameIn(inBraces) ?? '') ?? whole,
	);
