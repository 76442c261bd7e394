/** Names for the agent that others report beside the documented `agent` and `ai`. */
const AGENT_NAMES = new Set(['agent', 'ai', 'assistant', 'bot']);

/** Whether a sender is the video agent, whichever of its reported names is used. */
export function isAgent(sender: string | null): boolean {
	return sender !== null && AGENT_NAMES.has(sender.trim().toLowerCase());
}

/** Whether a sender is the person on the call. */
export function isUser(sender: string | null): boolean {
	return sender !== null && sender.trim().toLowerCase() === 'user';
}

/** What stands before the colon in a transcript; nothing where the sender is not known. */
export function speakerLabel(sender: string | null): string | null {
	if (isAgent(sender)) return 'Agent';
	if (isUser(sender)) return 'User';
	return sender;
}
