import type { Resource } from '../../shared/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';

export const session: Resource = {
	name: 'Session',
	value: 'session',
	description: 'An avatar alone in a room of yours, without an agent of Beyond Presence',
	operations: [create, get, getAll],
};
