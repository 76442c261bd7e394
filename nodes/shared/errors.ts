import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

/** The reason in a caught value. */
export const reasonOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/** Errors of the API and of parameters stay as they are; any other gets its node and input item. */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
	});
}

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
