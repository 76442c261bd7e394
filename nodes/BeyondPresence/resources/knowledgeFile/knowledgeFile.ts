import type { Resource } from '../../shared/operation';
import { createFromText } from './createFromText';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { upload } from './upload';

export const knowledgeFile: Resource = {
	name: 'Knowledge File',
	value: 'knowledgeFile',
	description: 'A text or PDF that agents can refer to',
	operations: [createFromText, remove, get, getAll, upload],
};
