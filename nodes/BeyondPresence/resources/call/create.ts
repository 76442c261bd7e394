import * as z from '../../../shared/schema';
import { callApiForObject } from '../../../shared/api/answers';
import { agentIdIn } from '../../../shared/api/callLink';
import { CREATE_CALL_PATH } from '../../../shared/api/paths';
import { furtherFields, furtherFieldsField } from '../../shared/furtherFields';
import { agentPicker } from '../../shared/locators';
import type { Operation } from '../../shared/operation';
import { optionalText, pickedId, readParameters } from '../../shared/parameters';
import { tagsField, tagsSchema } from './tags';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create call',
	description:
		'Create a call and get the LiveKit URL and token to join it from your own app (Growth plan or above). To invite a person, send the call link of the agent instead.',
	fields: [
		agentPicker('The agent that joins the call'),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				furtherFieldsField,
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
			agentId: pickedId,
			additionalFields: z.object({
				furtherFields,
				tags: z.optional(tagsSchema),
				userEmail: optionalText,
				userName: optionalText,
			}),
		});
		const { userName, userEmail, tags, furtherFields: further } = additionalFields;
		const body = {
			agent_id: agentIdIn(agentId),
			user_name: userName,
			user_email: userEmail,
			tags,
			...further,
		};
		const path = CREATE_CALL_PATH;
		return [await callApiForObject(context, { method: 'POST', path, body, itemIndex })];
	},
};
