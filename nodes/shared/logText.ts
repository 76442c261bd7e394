/** What an entry of a log, or an error, may repeat of a string that somebody else wrote. */
const LONGEST = 300;

/** Control characters, line ends and marks of writing direction, with which text can forge a line. */
const FORGING = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (character: string): string =>
	`\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Text of others (ids, names, bodies) for a line of a log or a message: what could begin another
 * line or hide a part of this one is escaped, and a long text is cut.
 */
export function safeForLog(text: string, longest = LONGEST): string {
	const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
	return cut.replace(FORGING, escaped);
}
