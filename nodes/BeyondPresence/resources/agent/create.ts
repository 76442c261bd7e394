import * as z from '../../../shared/schema';
import { checkParameters } from '../../../shared/parameters/checkParameters';
import { furtherFields, furtherFieldsField } from '../../shared/furtherFields';
import { avatarPicker } from '../../shared/locators';
import { createMember } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { outputFields, readOutput } from '../../shared/output';
import { readParameters, requiredText } from '../../shared/parameters';
import {
	agentBodySchema,
	byDisplayName,
	nameField,
	settingFields,
	systemPromptField,
} from './fields/settings';
import { AGENT_FIELDS, SIMPLE_AGENT_FIELDS, withCallLink } from './fields/item';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create agent',
	description: 'Create an agent and get its call link',
	fields: [
		{ ...nameField, required: true },
		avatarPicker('The face of the agent'),
		{ ...systemPromptField, required: true },
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [furtherFieldsField, ...settingFields].sort(byDisplayName),
		},
		...outputFields(AGENT_FIELDS),
	],
	async execute(context, itemIndex) {
		const output = readOutput(context, itemIndex, SIMPLE_AGENT_FIELDS);
		const { additionalFields, ...required } = readParameters(context, itemIndex, {
			name: requiredText,
			avatarId: requiredText,
			systemPrompt: requiredText,
			additionalFields: z.looseObject({ furtherFields }),
		});
		const { furtherFields: further, ...settings } = additionalFields;
		const fields = { ...settings, ...required };
		const known = checkParameters(context.getNode(), agentBodySchema, fields, itemIndex);
		const agent = await createMember(context, itemIndex, 'agents', { ...known, ...further });
		return [output(withCallLink(agent))];
	},
};
