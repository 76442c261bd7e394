import * as z from '../../../shared/schema';
import { callApiFor, jsonObjectSchema } from '../../../shared/api/answers';
import { memberPath } from '../../../shared/api/paths';
import { callPicker } from '../../shared/locators';
import { readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

/** The API gives all messages of a call at once. */
export const getMessages: Operation = {
	name: 'Get Messages',
	value: 'getMessages',
	action: 'Get the messages of a call',
	description: 'Retrieve what was said in a call, one item for each message',
	fields: [callPicker('The call whose messages to get')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'callId');
		const path = `${memberPath(context.getNode(), 'calls', id, itemIndex)}/messages`;
		return await callApiFor(context, { method: 'GET', path, itemIndex }, z.array(jsonObjectSchema));
	},
};
