import { NodeOperationError } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { furtherFields, furtherFieldsField } from '../../shared/furtherFields';
import { templateAgentPicker } from '../../shared/locators';
import { createMember, getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { outputFields, readOutput } from '../../shared/output';
import { readParameters } from '../../shared/parameters';
import { contentSchema } from '../knowledgeFile/textFile';
import { AGENT_FIELDS, SIMPLE_AGENT_FIELDS, withCallLink } from './fields/item';
import { agentNameSchema, nameField } from './fields/settings';
import { agentFromTemplate } from './template/agentFields';
import { createWithKnowledge } from './template/knowledge';
import { variablesField, variablesSchema } from './template/variables';

/** An empty text means that no knowledge file is created. */
const knowledgeText = z.optional(
	z.preprocess((value) => (value === '' ? undefined : value), z.optional(contentSchema)),
);

export const createFromTemplate: Operation = {
	name: 'Create From Template',
	value: 'createFromTemplate',
	action: 'Create agent from template',
	description:
		'Copy an agent for one person or purpose: fill in the {{name}} variables in its system prompt and greeting, and get its call link',
	fields: [
		templateAgentPicker('The agent to copy, with its avatar, voice, language and knowledge files'),
		{ ...nameField, required: true },
		variablesField,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				furtherFieldsField,
				{
					displayName: 'Knowledge Text',
					name: 'knowledgeText',
					type: 'string',
					typeOptions: { rows: 6 },
					default: '',
					description:
						'Text for this agent alone, which becomes a knowledge file beside those of the template. At most 100,000 characters. Deleting the agent does not delete the file.',
				},
			],
		},
		...outputFields(AGENT_FIELDS),
	],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'templateAgentId');
		const output = readOutput(context, itemIndex, SIMPLE_AGENT_FIELDS);
		const { name, variables, additionalFields } = readParameters(context, itemIndex, {
			name: agentNameSchema,
			variables: variablesSchema,
			additionalFields: z.object({ furtherFields, knowledgeText }),
		});
		const template = await getMember(context, itemIndex, 'agents', id);
		const made = agentFromTemplate(template, variables);
		if (made.kind === 'refused') {
			const { message, advice: description } = made;
			throw new NodeOperationError(context.getNode(), message, { description, itemIndex });
		}
		const agent = { ...made.fields, name, ...additionalFields.furtherFields };
		const content = additionalFields.knowledgeText;
		const created =
			content === undefined
				? await createMember(context, itemIndex, 'agents', agent)
				: await createWithKnowledge(context, itemIndex, agent, { name, content });
		return [output(withCallLink(created))];
	},
};
