import type { Resource } from '../../shared/operation';
import { get } from './get';
import { getAll } from './getAll';

export const avatar: Resource = {
	name: 'Avatar',
	value: 'avatar',
	operations: [get, getAll],
};
