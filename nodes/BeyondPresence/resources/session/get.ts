import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get session',
	description: 'Retrieve a session with its status',
	fields: [
		{
			displayName: 'Session ID',
			name: 'sessionId',
			type: 'string',
			required: true,
			default: '',
			description: 'The ID that the operation Create returned',
		},
	],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'sessionId');
		return [await getMember(context, itemIndex, 'sessions', id)];
	},
};
