import { NodeOperationError } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { callApi } from '../../../shared/api/client';
import { memberPath } from '../../../shared/api/paths';
import { checkParameters } from '../../../shared/parameters/checkParameters';
import { agentPicker, avatarPicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { readParameters } from '../../shared/parameters';
import { withCallLink } from './callLink';
import { agentBodySchema, nameField, settingFields, systemPromptField } from './settings';

/** The API answers an update with nothing, so the agent is read again to give it out. */
export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update an agent',
	description: 'Change some fields of an agent; the others stay as they are',
	fields: [
		agentPicker('The agent to update'),
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{ ...avatarPicker('The face of the agent'), required: false },
				...settingFields,
				nameField,
				systemPromptField,
				// Not localeCompare, whose first use takes 25 ms, at load time of n8n.
			].sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
		},
	],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'agentId');
		const path = memberPath(context.getNode(), 'agents', id, itemIndex);
		const { updateFields } = readParameters(context, itemIndex, {
			updateFields: z.looseObject({}),
		});
		const body = checkParameters(context.getNode(), agentBodySchema, updateFields, itemIndex);
		if (Object.values(body).every((value) => value === undefined)) {
			throw new NodeOperationError(context.getNode(), 'There is nothing to update', {
				description: 'Add at least one field under Update Fields.',
				itemIndex,
			});
		}
		await callApi(context, { method: 'PATCH', path, body, itemIndex });
		return [withCallLink(await getMember(context, itemIndex, 'agents', id))];
	},
};
