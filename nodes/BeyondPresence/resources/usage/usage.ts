import type { Resource } from '../../shared/operation';
import { get } from './get';

export const usage: Resource = {
	name: 'Usage',
	value: 'usage',
	description: 'The minutes that your plan includes and that calls have used',
	operations: [get],
};
