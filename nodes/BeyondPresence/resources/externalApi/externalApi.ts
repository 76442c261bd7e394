import type { Resource } from '../../shared/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';

export const externalApi: Resource = {
	name: 'External API',
	value: 'externalApi',
	description: 'An API of your own that agents use, such as a language model',
	operations: [create, remove, get, getAll],
};
