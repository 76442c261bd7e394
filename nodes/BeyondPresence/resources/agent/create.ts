import * as z from '../../../shared/schema';
import { callApiForObject } from '../../../shared/api/answers';
import { collectionPath } from '../../../shared/api/paths';
import { checkParameters } from '../../../shared/parameters/checkParameters';
import { avatarPicker } from '../../shared/locators';
import type { Operation } from '../../shared/operation';
import { readParameters, requiredText } from '../../shared/parameters';
import { withCallLink } from './callLink';
import { agentBodySchema, nameField, settingFields, systemPromptField } from './settings';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create an agent',
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
			options: settingFields,
		},
	],
	async execute(context, itemIndex) {
		const { additionalFields, ...required } = readParameters(context, itemIndex, {
			name: requiredText,
			avatarId: requiredText,
			systemPrompt: requiredText,
			additionalFields: z.looseObject({}),
		});
		const fields = { ...additionalFields, ...required };
		const body = checkParameters(context.getNode(), agentBodySchema, fields, itemIndex);
		const path = collectionPath('agents');
		const agent = await callApiForObject(context, { method: 'POST', path, body, itemIndex });
		return [withCallLink(agent)];
	},
};
