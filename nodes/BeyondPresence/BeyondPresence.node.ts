import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { isCancelled } from '../shared/api/client';
import { API_CREDENTIAL } from '../shared/api/credential';
import { searchAgents } from '../shared/parameters/listSearch/searchAgents';
import { searchAvatars } from '../shared/parameters/listSearch/searchAvatars';
import { searchCalls } from '../shared/parameters/listSearch/searchCalls';
import { searchExternalApis } from '../shared/parameters/listSearch/searchExternalApis';
import { searchKnowledgeFiles } from '../shared/parameters/listSearch/searchKnowledgeFiles';
import { safeForLog, toNodeError } from '../shared/errors';
import { RESOURCES } from './resources/resources';
import { formOf, subtitleOf } from './shared/form';
import type { Operation } from './shared/operation';

/** @throws NodeOperationError if a saved workflow names an operation that this version lacks */
function operationFor(context: IExecuteFunctions, itemIndex: number): Operation {
	const resource = context.getNodeParameter('resource', itemIndex);
	const operation = context.getNodeParameter('operation', itemIndex);
	const found = RESOURCES.find(({ value }) => value === resource)?.operations.find(
		({ value }) => value === operation,
	);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`There is no operation '${safeForLog(String(operation))}' of the resource '${safeForLog(String(resource))}'`,
		{ description: 'Choose a resource and an operation from the lists.', itemIndex },
	);
}

export class BeyondPresence implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Beyond Presence',
		name: 'beyondPresence',
		icon: {
			light: 'file:../../icons/beyondPresence.svg',
			dark: 'file:../../icons/beyondPresence.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(RESOURCES),
		description:
			'Manage Beyond Presence video agents, and read their calls (conversations), transcripts and usage',
		defaults: { name: 'Beyond Presence' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: API_CREDENTIAL, required: true }],
		properties: formOf(RESOURCES),
	};

	methods = {
		listSearch: {
			searchAgents,
			searchAvatars,
			searchCalls,
			searchExternalApis,
			searchKnowledgeFiles,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const itemIndex of this.getInputData().keys()) {
			try {
				const results = await operationFor(this, itemIndex).execute(this, itemIndex);
				for (const json of results) output.push({ json, pairedItem: { item: itemIndex } });
			} catch (cause) {
				const error = toNodeError(this.getNode(), cause, itemIndex);
				if (!this.continueOnFail() || isCancelled(this)) throw error;
				output.push({ json: { error: error.message }, error, pairedItem: { item: itemIndex } });
			}
		}
		return [output];
	}
}
