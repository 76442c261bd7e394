import type { INodeProperties } from 'n8n-workflow';
import { CALL_LINK_PATTERN } from '../../shared/api/callLink';

const EXAMPLE_ID = '01234567-89ab-cdef-0123-456789abcdef';

/** A field for one object of the API, from a searchable list or by its ID. */
const picker = (
	texts: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	searchListMethod: string,
	exampleId = EXAMPLE_ID,
): INodeProperties => ({
	...texts,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: `e.g. ${exampleId}`,
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '\\s*[^\\s\\/?#]+\\s*',
						errorMessage: 'An ID has no spaces, slashes, question marks or hashes',
					},
				},
			],
		},
	],
});

/** An agent can also be given by its call link. */
export function agentPicker(description: string): INodeProperties {
	const agent = picker({ displayName: 'Agent', name: 'agentId', description }, 'searchAgents');
	return {
		...agent,
		modes: [
			...(agent.modes ?? []),
			{
				displayName: 'By Call Link',
				name: 'url',
				type: 'string',
				placeholder: `e.g. https://bey.chat/${EXAMPLE_ID}`,
				extractValue: { type: 'regex', regex: CALL_LINK_PATTERN },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: `\\s*${CALL_LINK_PATTERN}.*`,
							errorMessage: 'A call link is https://bey.chat/ followed by the ID of the agent',
						},
					},
				],
			},
		],
	};
}

/** The agent that others are made from. Its name is not `agentId`, so that no other operation takes its value over. */
export const templateAgentPicker = (description: string): INodeProperties => ({
	...agentPicker(description),
	displayName: 'Template Agent',
	name: 'templateAgentId',
});

export const avatarPicker = (description: string): INodeProperties =>
	picker({ displayName: 'Avatar', name: 'avatarId', description }, 'searchAvatars');

export const callPicker = (description: string): INodeProperties =>
	picker(
		{ displayName: 'Call', name: 'callId', description },
		'searchCalls',
		'BZ0MTsPQUOJngw4k5Txg',
	);

export const externalApiPicker = (description: string): INodeProperties =>
	picker({ displayName: 'External API', name: 'externalApiId', description }, 'searchExternalApis');

export const knowledgeFilePicker = (description: string): INodeProperties =>
	picker(
		{ displayName: 'Knowledge File', name: 'knowledgeFileId', description },
		'searchKnowledgeFiles',
	);
