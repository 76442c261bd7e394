/** The node's parameters, read once for each request. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import * as z from 'zod/v4';
import { agentsParameter } from '../shared/agentFilter';
import type { Selection } from './routing';

const filtersParameter = z.object({
	agents: agentsParameter,
	unknownAgent: z.enum(['pass', 'drop']).default('pass'),
	sender: z.enum(['any', 'user', 'agent']).default('any'),
});

const eventsParameter = z.array(z.string());

const optionsParameter = z.object({
	addCallDetails: z.boolean().default(false),
	ignoreDuplicates: z.boolean().default(false),
});

export interface Settings extends Selection {
	simplify: boolean;
	/** Whether the API may be asked for what events do not tell. */
	useApi: boolean;
	/** Only with `useApi`. */
	addCallDetails: boolean;
	ignoreDuplicates: boolean;
}

export function readSettings(context: IWebhookFunctions): Settings {
	const filters = filtersParameter.parse(context.getNodeParameter('filters', {}));
	const options = optionsParameter.parse(context.getNodeParameter('options', {}));
	const useApi = context.getNodeParameter('useApi') === true;
	return {
		events: eventsParameter.parse(context.getNodeParameter('events')),
		simplify: context.getNodeParameter('simplify') !== false,
		useApi,
		addCallDetails: useApi && options.addCallDetails,
		agentIds: filters.agents,
		unknownAgent: filters.unknownAgent,
		sender: filters.sender,
		ignoreDuplicates: options.ignoreDuplicates,
	};
}

/** Whatever it says but "none" asks for the secret. */
export function asksForSecret(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getNodeParameter('authentication') !== 'none';
}

/**
 * What the credential of the webhook secret holds. Nothing where n8n cannot give it, for which it
 * throws: none is chosen, it was deleted, or the encryption key is not the one it was saved with.
 */
export async function savedSecret(context: IHookFunctions | IWebhookFunctions): Promise<unknown> {
	try {
		return await context.getCredentials('beyondPresenceWebhookApi');
	} catch {
		return undefined;
	}
}
