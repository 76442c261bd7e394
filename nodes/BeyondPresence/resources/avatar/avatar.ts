import type { Resource } from '../../shared/operation';
import { get } from './get';
import { getAll } from './getAll';

export const avatar: Resource = {
	name: 'Avatar',
	value: 'avatar',
	description: 'A face that agents and sessions can have',
	operations: [get, getAll],
};
