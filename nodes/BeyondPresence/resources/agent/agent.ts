import type { Resource } from '../../shared/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const agent: Resource = {
	name: 'Agent',
	value: 'agent',
	description: 'A video agent: its avatar, prompt, voice and knowledge',
	operations: [create, remove, get, getAll, update],
};
