import { onlyObjects } from '../../../shared/api/answers';
import { getMessageArray } from '../../../shared/calls/calls';
import { callPicker } from '../../shared/locators';
import { readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

/** The API returns all messages of a call in one response. */
export const getMessages: Operation = {
	name: 'Get Messages',
	value: 'getMessages',
	action: 'Get call messages',
	description:
		"Retrieve the transcript of a call, one item for each message. The sender is 'user' or 'ai'; the triggers write 'agent' for 'ai'.",
	fields: [callPicker('The call whose messages to get')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'callId');
		const messages = await getMessageArray(context, id, { itemIndex });
		return onlyObjects(context, messages, 'messages');
	},
};
