/** The page where anyone can talk to an agent. */
export const callLinkOf = (agentId: string): string => `https://bey.chat/${agentId}`;

/**
 * Finds the agent's ID in a call link; the source of a regular expression, as n8n expects it. A pasted
 * link may lack the scheme, and may end in a query.
 */
export const CALL_LINK_PATTERN = '(?:https?:\\/\\/)?(?:www\\.)?bey\\.chat\\/([^\\/?#\\s]+)';

const CALL_LINK = new RegExp(`^${CALL_LINK_PATTERN}`);

/** The ID of an agent, given by itself or in a call link, which expressions often return. */
export function agentIdIn(idOrLink: string): string {
	const trimmed = idOrLink.trim();
	return CALL_LINK.exec(trimmed)?.[1] ?? trimmed;
}
