import type { Resource } from '../../shared/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const agent: Resource = {
	name: 'Agent',
	value: 'agent',
	operations: [create, remove, get, getAll, update],
};
