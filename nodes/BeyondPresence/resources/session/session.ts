import type { Resource } from '../../shared/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';

export const session: Resource = {
	name: 'Session',
	value: 'session',
	operations: [create, get, getAll],
};
