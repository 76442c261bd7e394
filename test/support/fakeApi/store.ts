/** Everything that the fake API knows, in memory; tests fill it and look into it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Collection } from './collection';
import type * as z from 'zod/v4';
import type { createAgent, createCall, createExternalApi, createSession } from './requestSchemas';

type Agent = z.infer<typeof createAgent> & { id: string };

type Avatar = {
	id: string;
	name: string;
	visibility: 'public' | 'private';
	status: 'to-train' | 'training' | 'available' | 'failed';
};

type Status =
	| { type: 'to_start' }
	| { type: 'ongoing'; started_at: string }
	| { type: 'completed'; started_at: string; ended_at: string };

export type Call = Omit<z.infer<typeof createCall>, 'tags'> & {
	id: string;
	tags: Record<string, string>;
	status: Status;
};

export type CallMessage = { sender: 'ai' | 'user'; message: string; sent_at: string };

/** The key is kept only to show that it came; it is never given out. */
export type ExternalApi = z.infer<typeof createExternalApi> & { id: string };

export type KnowledgeFile = {
	id: string;
	name: string;
	format: 'text' | 'pdf';
	status: 'to-upload' | 'available';
	text?: string;
	expectedChunks: number;
	chunks: Map<number, Buffer>;
};

/** The token is kept only to show that it came; it is never given out. */
export type Session = z.infer<typeof createSession> & { id: string; status: Status };

export class Store {
	readonly agents = new Collection<Agent>();
	readonly avatars = new Collection<Avatar>();
	readonly calls = new Collection<Call>();
	/** By the ID of their call. */
	readonly messages = new Map<string, CallMessage[]>();
	readonly externalApis = new Collection<ExternalApi>();
	readonly knowledgeFiles = new Collection<KnowledgeFile>();
	readonly sessions = new Collection<Session>();
}

/** Calls have IDs of another kind than all other objects. */
export const newCallId = (): string => randomBytes(10).toString('hex');
export const newId = (): string => randomUUID();

export function addAvatar(store: Store, avatar: Partial<Avatar> = {}): Avatar {
	const id = avatar.id ?? newId();
	const added: Avatar = { name: 'Ada', visibility: 'public', status: 'available', ...avatar, id };
	store.avatars.set(id, added);
	return added;
}

export function addAgent(store: Store, agent: Partial<Agent> = {}): Agent {
	const id = agent.id ?? newId();
	const avatar_id = agent.avatar_id ?? [...store.avatars.keys()][0] ?? addAvatar(store).id;
	const added = { name: 'Jarvis', system_prompt: 'Be helpful.', ...agent, avatar_id, id };
	store.agents.set(id, added);
	return added;
}

/** Adds a call, completed unless told otherwise, with its messages. */
export function addCall(
	store: Store,
	call: Partial<Call> = {},
	messages: CallMessage[] = [],
): Call {
	const id = call.id ?? newCallId();
	const agent_id = call.agent_id ?? [...store.agents.keys()][0] ?? addAgent(store).id;
	const status: Status = call.status ?? {
		type: 'completed',
		started_at: '2025-05-28T10:26:00+00:00',
		ended_at: '2025-05-28T10:29:30+00:00',
	};
	const added = { user_name: null, user_email: null, tags: {}, ...call, agent_id, status, id };
	store.calls.set(id, added);
	store.messages.set(id, messages);
	return added;
}
