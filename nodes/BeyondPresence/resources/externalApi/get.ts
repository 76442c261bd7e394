import { externalApiPicker } from '../../shared/locators';
import { getMember, readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get external API',
	description: 'Retrieve an external API; its key is never returned',
	fields: [externalApiPicker('The external API to get')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'externalApiId');
		return [await getMember(context, itemIndex, 'external-apis', id)];
	},
};
