/** The node's parameters, read once for each request. */
import type { IWebhookFunctions } from 'n8n-workflow';
import * as z from 'zod/v4';
import type { Selection } from './routing';

/** What n8n saves for a resource locator; a plain text where it was set by an expression. */
const agentLocator = z.union([
	z.string(),
	z.object({ value: z.coerce.string() }).transform(({ value }) => value),
]);

const filtersParameter = z.object({
	agents: z
		.object({ agent: z.array(z.object({ agentId: agentLocator })).default([]) })
		.default({ agent: [] }),
	unknownAgent: z.enum(['pass', 'drop']).default('pass'),
	sender: z.enum(['any', 'user', 'agent']).default('any'),
});

const eventsParameter = z.array(z.string());

export interface Settings extends Selection {
	simplify: boolean;
}

export function readSettings(context: IWebhookFunctions): Settings {
	const filters = filtersParameter.parse(context.getNodeParameter('filters', {}));
	return {
		events: eventsParameter.parse(context.getNodeParameter('events')),
		simplify: context.getNodeParameter('simplify') !== false,
		agentIds: filters.agents.agent.map(({ agentId }) => agentId).filter((id) => id.trim() !== ''),
		unknownAgent: filters.unknownAgent,
		sender: filters.sender,
	};
}
