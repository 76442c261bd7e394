/** The node's parameters, read once for each request. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import * as z from '../shared/schema';
import { agentsParameter } from '../shared/parameters/agentFilter';
import { checkParameters } from '../shared/parameters/checkParameters';
import { reasonOf } from '../shared/errors';
import type { Selection } from './filter/routing';

const parameters = z.object({
	events: z.array(z.string()),
	filters: z.object({
		agents: agentsParameter,
		unknownAgent: z.withDefault(z.enum(['pass', 'drop']), 'pass'),
		sender: z.withDefault(z.enum(['any', 'user', 'agent']), 'any'),
	}),
	options: z.object({
		addCallDetails: z.withDefault(z.boolean(), false),
		ignoreDuplicates: z.withDefault(z.boolean(), false),
	}),
});

export interface Settings extends Selection {
	simplify: boolean;
	/** Whether the API may be asked for what events do not tell. */
	useApi: boolean;
	/** Only with `useApi`. */
	addCallDetails: boolean;
	ignoreDuplicates: boolean;
}

/** @throws NodeOperationError where an expression gives what the form would not let through */
export function readSettings(context: IWebhookFunctions): Settings {
	const { events, filters, options } = checkParameters(context.getNode(), parameters, {
		events: context.getNodeParameter('events'),
		filters: context.getNodeParameter('filters', {}),
		options: context.getNodeParameter('options', {}),
	});
	const useApi = context.getNodeParameter('useApi') === true;
	return {
		events,
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
	} catch (error) {
		const name = context.getNode().name;
		context.logger.debug(`"${name}" could not read its webhook secret: ${reasonOf(error)}`);
		return undefined;
	}
}
