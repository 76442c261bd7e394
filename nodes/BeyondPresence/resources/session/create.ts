import { callApiForObject } from '../../../shared/api/answers';
import { collectionPath } from '../../../shared/api/paths';
import { avatarPicker } from '../../shared/locators';
import type { Operation } from '../../shared/operation';
import { readParameters, requiredText } from '../../shared/parameters';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create a session',
	description: 'Let an avatar join a room of your own and speak what is said there',
	fields: [
		{
			displayName: 'Transport',
			name: 'transport',
			type: 'options',
			options: [
				{ name: 'LiveKit', value: 'livekit', description: 'The avatar joins a LiveKit room' },
				{ name: 'Pipecat', value: 'pipecat', description: 'The avatar joins a Daily room' },
			],
			default: 'livekit',
			description: 'How the avatar is connected',
		},
		avatarPicker('The avatar that joins the room'),
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. wss://your-domain.livekit.cloud',
			description: 'The LiveKit server, or the Daily room',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The token with which the avatar joins the room',
		},
	],
	async execute(context, itemIndex) {
		const { transport, avatarId, url, token } = readParameters(context, itemIndex, {
			transport: requiredText,
			avatarId: requiredText,
			url: requiredText,
			token: requiredText,
		});
		const body = { transport, avatar_id: avatarId.trim(), url, token };
		const path = collectionPath('sessions');
		return [await callApiForObject(context, { method: 'POST', path, body, itemIndex })];
	},
};
