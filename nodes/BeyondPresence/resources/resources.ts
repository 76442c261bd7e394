import type { Resource } from '../shared/operation';
import { agent } from './agent/agent';
import { avatar } from './avatar/avatar';
import { call } from './call/call';
import { externalApi } from './externalApi/externalApi';
import { knowledgeFile } from './knowledgeFile/knowledgeFile';
import { session } from './session/session';
import { usage } from './usage/usage';

/** All resources of the action node, in the order of its form. */
export const RESOURCES: Resource[] = [
	agent,
	avatar,
	call,
	externalApi,
	knowledgeFile,
	session,
	usage,
];
