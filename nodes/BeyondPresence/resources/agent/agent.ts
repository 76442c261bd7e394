import type { Resource } from '../../shared/operation';
import { create } from './create';
import { createFromTemplate } from './createFromTemplate';
import { remove } from './deletion/delete';
import { deleteMany } from './deletion/deleteMany';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const agent: Resource = {
	name: 'Agent',
	value: 'agent',
	description: 'A video agent: its avatar, prompt, voice and knowledge',
	operations: [create, createFromTemplate, remove, deleteMany, get, getAll, update],
};
