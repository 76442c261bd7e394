/** The page where anyone can talk to an agent. */
export const callLinkOf = (agentId: string): string => `https://bey.chat/${agentId}`;

/**
 * Finds the agent's ID in a call link; the text of a regular expression, as n8n wants it. What a
 * person pastes may lack the scheme, and may end in a query.
 */
export const CALL_LINK_PATTERN = '(?:https?:\\/\\/)?(?:www\\.)?bey\\.chat\\/([^\\/?#\\s]+)';
