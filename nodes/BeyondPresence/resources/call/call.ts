import type { Resource } from '../../shared/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { getCallEndedEvent } from './getCallEndedEvent';
import { getMessages } from './getMessages';

export const call: Resource = {
	name: 'Call',
	value: 'call',
	description: 'A conversation between a person and an agent',
	operations: [create, get, getCallEndedEvent, getAll, getMessages],
};
