import { avatarPicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get avatar',
	description: 'Retrieve an avatar with its name and status',
	fields: [avatarPicker('The avatar to get')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'avatarId');
		return [await getMember(context, itemIndex, 'avatars', id)];
	},
};
