import { callPicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get call',
	description: 'Retrieve a call (conversation) with its user, tags and status',
	fields: [callPicker('The call to get')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'callId');
		return [await getMember(context, itemIndex, 'conversations', id)];
	},
};
