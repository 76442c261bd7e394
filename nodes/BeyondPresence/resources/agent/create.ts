import { callApiForObject } from '../../../shared/api/answers';
import { collectionPath } from '../../../shared/api/paths';
import { avatarPicker } from '../../shared/locators';
import type { Operation } from '../../shared/operation';
import { checkParameters, readParameters, requiredText } from '../../shared/parameters';
import { withCallLink } from './callLink';
import { agentBodySchema, nameField, settingFields, systemPromptField } from './settings';
import * as z from 'zod/v4';

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
		const body = checkParameters(context, itemIndex, agentBodySchema, {
			...additionalFields,
			...required,
		});
		const path = collectionPath('agents');
		const agent = await callApiForObject(context, { method: 'POST', path, body, itemIndex });
		return [withCallLink(agent)];
	},
};
