import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { callApi } from '../../../shared/api/client';
import { memberPath } from '../../../shared/api/paths';
import { reasonOf, safeForLog } from '../../../shared/errors';
import { checkParameters } from '../../../shared/parameters/checkParameters';
import { furtherFields, furtherFieldsField } from '../../shared/furtherFields';
import { agentPicker, avatarPicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { outputFields, readOutput } from '../../shared/output';
import { readParameters } from '../../shared/parameters';
import {
	agentBodySchema,
	byDisplayName,
	nameField,
	settingFields,
	systemPromptField,
} from './fields/settings';
import { AGENT_FIELDS, SIMPLE_AGENT_FIELDS, withCallLink } from './fields/item';

/**
 * Reads the agent again, because the response to an update is empty. If that fails, the update has
 * still succeeded, and what was sent is returned with a note in `issues`.
 */
async function readUpdated(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
	sent: IDataObject,
): Promise<IDataObject> {
	try {
		return await getMember(context, itemIndex, 'agents', id);
	} catch (error) {
		const reason = safeForLog(reasonOf(error));
		context.logger.warn(`The updated agent ${safeForLog(id)} could not be read: ${reason}`);
		const issue = `The agent was updated, but could not be read afterwards, so only the updated fields are here: ${reason}`;
		return { id, ...sent, issues: [issue] };
	}
}

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update agent',
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
				furtherFieldsField,
				...settingFields,
				nameField,
				systemPromptField,
			].sort(byDisplayName),
		},
		...outputFields(AGENT_FIELDS),
	],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'agentId');
		const path = memberPath(context.getNode(), 'agents', id, itemIndex);
		const output = readOutput(context, itemIndex, SIMPLE_AGENT_FIELDS);
		const { updateFields } = readParameters(context, itemIndex, {
			updateFields: z.looseObject({ furtherFields }),
		});
		const { furtherFields: further, ...settings } = updateFields;
		const known = checkParameters(context.getNode(), agentBodySchema, settings, itemIndex);
		const all = Object.entries({ ...known, ...further });
		const body: IDataObject = Object.fromEntries(all.filter(([, value]) => value !== undefined));
		if (Object.keys(body).length === 0) {
			throw new NodeOperationError(context.getNode(), 'There is nothing to update', {
				description: "Add at least one field with a value under 'Update Fields'.",
				itemIndex,
			});
		}
		await callApi(context, { method: 'PATCH', path, body, itemIndex });
		return [output(withCallLink(await readUpdated(context, itemIndex, id, body)))];
	},
};
