import * as z from '../../../shared/schema';
import { callApiForObject } from '../../../shared/api/answers';
import { collectionPath } from '../../../shared/api/paths';
import { agentPicker } from '../../shared/locators';
import type { Operation } from '../../shared/operation';
import { optionalText, readParameters, requiredText } from '../../shared/parameters';
import { tagsField, tagsSchema } from './tags';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create a call',
	description: 'Create a call to an agent and get what a LiveKit client needs to join it',
	fields: [
		agentPicker('The agent that holds the call'),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				tagsField,
				{
					displayName: 'User Email',
					name: 'userEmail',
					type: 'string',
					placeholder: 'e.g. name@email.com',
					default: '',
					description: 'The email address of the user',
				},
				{
					displayName: 'User Name',
					name: 'userName',
					type: 'string',
					default: '',
					placeholder: 'e.g. Nathan Smith',
					description: 'The name of the user',
				},
			],
		},
	],
	async execute(context, itemIndex) {
		const { agentId, additionalFields } = readParameters(context, itemIndex, {
			agentId: requiredText,
			additionalFields: z.object({
				tags: z.optional(tagsSchema),
				userEmail: optionalText,
				userName: optionalText,
			}),
		});
		const { userName, userEmail, tags } = additionalFields;
		const body = {
			agent_id: agentId.trim(),
			user_name: userName,
			user_email: userEmail,
			tags,
		};
		const path = collectionPath('calls');
		return [await callApiForObject(context, { method: 'POST', path, body, itemIndex })];
	},
};
