/** Every operation of the published API as a user sets it up, and the account that it works on. */
import { addAgent, addAvatar, addCall, type Store } from '../fakeApi/store';

/** A picker's value as n8n saves it. */
export const locator = (value: string, mode = 'id') => ({ __rl: true, mode, value });

/** One of everything, so that there is something to get and to delete. */
export function fillAccount(store: Store): void {
	addAvatar(store, { id: 'ada', name: 'Ada' });
	addAgent(store, { id: 'jarvis', name: 'Jarvis', avatar_id: 'ada' });
	addCall(store, { id: 'call', agent_id: 'jarvis', user_name: 'Nathan' }, [
		{ sender: 'ai', message: 'Hello!', sent_at: '2025-05-28T10:26:32Z' },
	]);
	store.externalApis.set('api', {
		...{ id: 'api', type: 'openai_compatible_llm', name: 'Mine', api_key: 'sk-other' },
		url: 'https://llm.example.com',
	});
	store.knowledgeFiles.set('file', {
		...{ id: 'file', name: 'Hours', format: 'text', status: 'available', text: 'Nine to five' },
		...{ expectedChunks: 0, chunks: new Map() },
	});
	store.sessions.set('session', {
		...{ id: 'session', transport: 'livekit', avatar_id: 'ada', token: 'secret' },
		...{ url: 'wss://rooms.example.com', status: { type: 'to_start' } },
	});
}

interface OperationCase {
	resource: string;
	operation: string;
	parameters?: Record<string, string | object>;
	/** The requests that it stands for, in their order. */
	asked: string[];
	/** What its first item contains, at least. */
	first: object;
}

/** Every operation of the published API that is not the key check, with the request it stands for. */
export const operations: OperationCase[] = [
	{
		resource: 'agent',
		operation: 'create',
		parameters: { name: 'Hal', avatarId: locator('ada'), systemPrompt: 'Be kind.' },
		asked: ['POST /v1/agents'],
		first: { name: 'Hal', call_link: expect.stringMatching(/^https:\/\/bey\.chat\/[\w-]{36}$/) },
	},
	{
		resource: 'agent',
		operation: 'createFromTemplate',
		parameters: { templateAgentId: locator('jarvis'), name: 'Hal' },
		asked: ['GET /v1/agents/jarvis', 'POST /v1/agents'],
		first: { name: 'Hal', avatar_id: 'ada', call_link: expect.stringContaining('bey.chat') },
	},
	{
		resource: 'agent',
		operation: 'delete',
		parameters: { agentId: locator('jarvis') },
		asked: ['DELETE /v1/agents/jarvis'],
		first: { id: 'jarvis', deleted: true },
	},
	{
		resource: 'agent',
		operation: 'deleteMany',
		parameters: { deleteBy: 'finishedCalls' },
		asked: ['GET /v1/agents', 'GET /v1/conversations'],
		first: { id: 'jarvis', name: 'Jarvis', deleted: false, error: null, calls: 1 },
	},
	{
		resource: 'agent',
		operation: 'get',
		parameters: { agentId: locator('jarvis') },
		asked: ['GET /v1/agents/jarvis'],
		first: { name: 'Jarvis', call_link: 'https://bey.chat/jarvis' },
	},
	{
		resource: 'agent',
		operation: 'getAll',
		asked: ['GET /v1/agents'],
		first: { id: 'jarvis', call_link: 'https://bey.chat/jarvis' },
	},
	{
		resource: 'agent',
		operation: 'update',
		parameters: { agentId: locator('jarvis'), updateFields: { name: 'Friday' } },
		asked: ['PATCH /v1/agents/jarvis', 'GET /v1/agents/jarvis'],
		first: { name: 'Friday', call_link: 'https://bey.chat/jarvis' },
	},
	{
		resource: 'avatar',
		operation: 'get',
		parameters: { avatarId: locator('ada') },
		asked: ['GET /v1/avatars/ada'],
		first: { name: 'Ada' },
	},
	{ resource: 'avatar', operation: 'getAll', asked: ['GET /v1/avatars'], first: { id: 'ada' } },
	{
		resource: 'call',
		operation: 'create',
		parameters: { agentId: locator('jarvis') },
		asked: ['POST /v1/livekit-rooms'],
		first: { agent_id: 'jarvis', livekit_url: expect.any(String) },
	},
	{
		resource: 'call',
		operation: 'get',
		parameters: { callId: locator('call') },
		asked: ['GET /v1/conversations/call'],
		first: { id: 'call', user_name: 'Nathan' },
	},
	{
		resource: 'call',
		operation: 'getAll',
		asked: ['GET /v1/conversations'],
		first: { id: 'call' },
	},
	{
		resource: 'call',
		operation: 'getMessages',
		parameters: { callId: locator('call') },
		asked: ['GET /v1/conversations/call/messages'],
		first: { sender: 'ai', message: 'Hello!', sent_at: '2025-05-28T10:26:32Z' },
	},
	{
		resource: 'externalApi',
		operation: 'create',
		parameters: { name: 'LLM', url: 'https://llm.example.com', apiKey: 'sk-other' },
		asked: ['POST /v1/external-apis'],
		first: { type: 'openai_compatible_llm', name: 'LLM' },
	},
	{
		resource: 'externalApi',
		operation: 'delete',
		parameters: { externalApiId: locator('api') },
		asked: ['DELETE /v1/external-apis/api'],
		first: { id: 'api', deleted: true },
	},
	{
		resource: 'externalApi',
		operation: 'get',
		parameters: { externalApiId: locator('api') },
		asked: ['GET /v1/external-apis/api'],
		first: { name: 'Mine' },
	},
	{
		resource: 'externalApi',
		operation: 'getAll',
		asked: ['GET /v1/external-apis'],
		first: { name: 'Mine' },
	},
	{
		resource: 'knowledgeFile',
		operation: 'createFromText',
		parameters: { name: 'Menu', content: 'Soup' },
		asked: ['POST /v1/knowledge-files'],
		first: { name: 'Menu', format: 'text', status: 'available', text: 'Soup' },
	},
	{
		resource: 'knowledgeFile',
		operation: 'delete',
		parameters: { knowledgeFileId: locator('file') },
		asked: ['DELETE /v1/knowledge-files/file'],
		first: { id: 'file', deleted: true },
	},
	{
		resource: 'knowledgeFile',
		operation: 'get',
		parameters: { knowledgeFileId: locator('file') },
		asked: ['GET /v1/knowledge-files/file'],
		first: { text: 'Nine to five' },
	},
	{
		resource: 'knowledgeFile',
		operation: 'getAll',
		asked: ['GET /v1/knowledge-files'],
		first: { id: 'file' },
	},
	{
		resource: 'session',
		operation: 'create',
		parameters: { avatarId: locator('ada'), url: 'wss://rooms.example.com', token: 'secret' },
		asked: ['POST /v1/sessions'],
		first: { transport: 'livekit', avatar_id: 'ada' },
	},
	{
		resource: 'session',
		operation: 'get',
		parameters: { sessionId: 'session' },
		asked: ['GET /v1/sessions/session'],
		first: { id: 'session' },
	},
	{
		resource: 'session',
		operation: 'getAll',
		asked: ['GET /v1/sessions'],
		first: { id: 'session' },
	},
	{
		resource: 'usage',
		operation: 'get',
		asked: ['GET /v1/usage'],
		first: {
			used_seconds: 47_430,
			used_minutes: 790.5,
			remaining_minutes: 209.5,
			used_percent: 79.05,
		},
	},
];
