import type { Resource } from '../../shared/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';

export const externalApi: Resource = {
	name: 'External API',
	value: 'externalApi',
	operations: [create, remove, get, getAll],
};
