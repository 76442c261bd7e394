/** The filter by agents that both triggers offer: its field, how it is read, and what it selects. */
import type { INodeProperties } from 'n8n-workflow';
import { isJsonObject } from '../fields/jsonObject';
import { shown } from '../fields/values';
import { agentIdIn } from '../api/callLink';
import { isExpression, noExpressions } from './expressions';

const EXAMPLE_ID = '1c540d63-8044-4e87-9fc1-e713abb60944';

const byId = {
	displayName: 'By ID',
	name: 'id',
	type: 'string' as const,
	placeholder: `e.g. ${EXAMPLE_ID}`,
	hint: "The last part of the agent's call link",
};

const byCallLink = {
	displayName: 'By Call Link',
	name: 'url',
	type: 'string' as const,
	placeholder: `e.g. https://bey.chat/${EXAMPLE_ID}`,
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
	noDataExpression: true,
	description: 'The agent whose calls to listen to',
};

/** For a trigger without an API key, which cannot list agents. */
export const agentById: INodeProperties = {
	...agentField,
	default: { mode: 'id', value: '' },
	modes: [byId, byCallLink],
};

/** For a trigger with an API key and a `listSearch` method `searchAgents`. */
export const agentFromList: INodeProperties = {
	...agentField,
	default: { mode: 'list', value: '' },
	modes: [fromList, byId, byCallLink],
};

/**
 * The list of agents among a trigger's filters.
 *
 * @param agentFields of which n8n shows one. If several have the same name, n8n saves the default of
 * the last one, which must therefore work for the others as well.
 */
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

type ReadAgents = {
	/** Those that can be read; empty means all agents. */
	agentIds: string[];
	/** What has to be fixed in the form, one sentence each. */
	problems: string[];
};

/** An ID has no spaces, slashes, question marks or hashes. */
const ID = /^[^\s/?#]+$/;

/** The ID that a row names, by itself or in a call link; or a problem. */
function readRow(row: unknown, position: number): { id: string } | { problem: string } {
	const locator = isJsonObject(row) ? row.agentId : row;
	const value = isJsonObject(locator) ? locator.value : locator;
	const label = `'Agents', row ${position}`;
	if (value === undefined || value === null || (typeof value === 'string' && !value.trim())) {
		return { problem: `${label}: choose an agent, or remove the row.` };
	}
	if (typeof value !== 'string' && typeof value !== 'number') {
		return { problem: `${label}: expected an agent's ID or call link, got ${shown(value)}.` };
	}
	const text = String(value).trim();
	if (isExpression(text)) return { problem: noExpressions(label) };
	const id = agentIdIn(text);
	if (ID.test(id)) return { id };
	return { problem: `${label}: expected an agent's ID or call link, got ${shown(text)}.` };
}

/** Reads the parameter `filters.agents` as n8n saves it, without evaluating anything. */
export function readAgents(parameter: unknown): ReadAgents {
	const read: ReadAgents = { agentIds: [], problems: [] };
	if (parameter === undefined || parameter === null) return read;
	const rows = isJsonObject(parameter) ? (parameter.agent ?? []) : parameter;
	if (!Array.isArray(rows)) {
		read.problems.push(`'Agents': expected a list of agents, got ${shown(rows)}.`);
		return read;
	}
	rows.forEach((row: unknown, index) => {
		const result = readRow(row, index + 1);
		if ('id' in result) read.agentIds.push(result.id);
		else read.problems.push(result.problem);
	});
	return read;
}

const agentKey = (id: string): string => id.trim().toLowerCase();

/** Whether an agent is among the chosen ones; none chosen means all. */
export const isChosen = (agentIds: readonly string[], agentId: string): boolean =>
	agentIds.length === 0 || agentIds.some((id) => agentKey(id) === agentKey(agentId));
