/** Names for the agent that others report beside the documented `agent` and `ai`. */
const AGENT_NAMES = new Set(['agent', 'ai', 'assistant', 'bot']);

/** In characters. A longer sender is neither of the two. */
const LONGEST_NAME = 100;

const normalized = (sender: string) =>
	sender.length > LONGEST_NAME ? sender : sender.trim().toLowerCase();

/** Whether a sender is the video agent, under any of its reported names. */
export function isAgent(sender: string | null): boolean {
	return sender === 'agent' || (sender !== null && AGENT_NAMES.has(normalized(sender)));
}

/** Whether a sender is the person on the call. */
export function isUser(sender: string | null): boolean {
	return sender === 'user' || (sender !== null && normalized(sender) === 'user');
}

/** What is before the colon in a transcript; `null` if the sender is unknown. */
export function speakerLabel(sender: string | null): string | null {
	if (isAgent(sender)) return 'Agent';
	return isUser(sender) ? 'User' : sender;
}
