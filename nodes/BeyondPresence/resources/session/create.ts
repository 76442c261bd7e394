import * as z from '../../../shared/schema';
import { furtherFields, onlyFurtherFields } from '../../shared/furtherFields';
import { avatarPicker } from '../../shared/locators';
import { createMember } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { pickedId, readParameters, requiredText } from '../../shared/parameters';

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create session',
	description:
		'Let an avatar join a LiveKit or Daily room of your own, where your own agent tells it what to speak',
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
		onlyFurtherFields,
	],
	async execute(context, itemIndex) {
		const { transport, avatarId, url, token, additionalFields } = readParameters(
			context,
			itemIndex,
			{
				transport: requiredText,
				avatarId: pickedId,
				url: requiredText,
				token: requiredText,
				additionalFields: z.object({ furtherFields }),
			},
		);
		const known = { transport, avatar_id: avatarId, url, token };
		const body = { ...known, ...additionalFields.furtherFields };
		return [await createMember(context, itemIndex, 'sessions', body)];
	},
};
