/** The filter by agents that the triggers have in common: its field, its parameter, its question. */
import type { INodeProperties } from 'n8n-workflow';
import * as z from '../schema';

const byId = {
	displayName: 'By ID',
	name: 'id',
	type: 'string' as const,
	placeholder: 'e.g. 1c540d63-8044-4e87-9fc1-e713abb60944',
	hint: 'The last part of the call link of the agent',
};

const fromList = {
	displayName: 'From List',
	name: 'list',
	type: 'list' as const,
	typeOptions: { searchListMethod: 'searchAgents', searchable: true },
};

const agentField = {
	displayName: 'Agent',
	name: 'agentId',
	type: 'resourceLocator' as const,
	description: 'The agent whose calls to listen to',
};

/** For a trigger without an API key, which cannot list agents. */
export const agentById: INodeProperties = {
	...agentField,
	default: { mode: 'id', value: '' },
	modes: [byId],
};

/** For a trigger with an API key and a `listSearch` method `searchAgents`. */
export const agentFromList: INodeProperties = {
	...agentField,
	default: { mode: 'list', value: '' },
	modes: [fromList, byId],
};

/** The list of agents among a trigger's filters; of the fields, n8n shows one. */
export const agentsFilter = (
	description: string,
	agentFields: INodeProperties[],
): INodeProperties => ({
	displayName: 'Agents',
	name: 'agents',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Agent' },
	default: {},
	placeholder: 'Add Agent',
	description,
	options: [{ displayName: 'Agent', name: 'agent', values: agentFields }],
});

/** What n8n saves for a resource locator; a plain text where it was set by an expression. */
const agentLocator = z.union([
	z.string(),
	z.converted(z.object({ value: z.nullish(z.coerce.string()) }), ({ value }) => value ?? ''),
]);

/** The parameter `filters.agents` as a list of IDs; agents that were added and not chosen are none. */
export const agentsParameter = z.converted(
	z.withDefault(
		z.object({ agent: z.withDefault(z.array(z.object({ agentId: agentLocator })), []) }),
		{ agent: [] },
	),
	({ agent }) => agent.map(({ agentId }) => agentId).filter((id) => id.trim() !== ''),
);

const agentKey = (id: string): string => id.trim().toLowerCase();

/** Whether an agent is among the chosen ones; none chosen means all. */
export const isChosen = (agentIds: readonly string[], agentId: string): boolean =>
	agentIds.length === 0 || agentIds.some((id) => agentKey(id) === agentKey(agentId));
