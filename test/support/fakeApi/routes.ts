/** The operations of the current API; those of knowledge files have a file of their own. */
import { check, created, done, notFound, ok } from './responses';
import { knowledgeFileRoutes } from './knowledgeFiles';
import { pageOf } from './lists';
import { pastMessages } from './pastCalls';
import * as schemas from './requestSchemas';
import { found, type Route } from './route';
import { newCallId, newId, type Call, type ExternalApi, type Session, type Store } from './store';

const withoutKey = ({ id, type, name, url }: ExternalApi) => ({ id, type, name, url });
const withoutToken = ({ id, transport, avatar_id, status, url }: Session) => ({
	id,
	transport,
	avatar_id,
	status,
	url,
});
const asItIs = <Item>(item: Item): Item => item;

/** An agent may only name objects that there are. */
function checkReferences(
	store: Store,
	agent: { avatar_id?: string; knowledge_file_ids?: string[] },
) {
	if (agent.avatar_id !== undefined) found(store.avatars, agent.avatar_id, 'Avatar');
	for (const id of agent.knowledge_file_ids ?? [])
		found(store.knowledgeFiles, id, 'Knowledge file');
}

const agentRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/agents',
		handle({ store, body }) {
			const fields = check(schemas.createAgent, body, 'body');
			checkReferences(store, fields);
			const id = newId();
			const agent = { capabilities: [], knowledge_file_ids: [], ...fields, id };
			store.agents.set(id, agent);
			return created(agent);
		},
	},
	{
		method: 'GET',
		path: '/v1/agents',
		handle: ({ store, query, settings }) => ok(pageOf(store.agents, query, settings.order, asItIs)),
	},
	{
		method: 'GET',
		path: '/v1/agents/:id',
		handle: ({ store, id }) => ok(found(store.agents, id, 'Agent')),
	},
	{
		method: 'PATCH',
		path: '/v1/agents/:id',
		handle({ store, id, body }) {
			const agent = found(store.agents, id, 'Agent');
			const fields = check(schemas.updateAgent, body, 'body');
			checkReferences(store, fields);
			store.agents.set(id, { ...agent, ...fields });
			return done;
		},
	},
	{
		method: 'DELETE',
		path: '/v1/agents/:id',
		handle({ store, id }) {
			if (!store.agents.delete(id)) throw notFound('Agent');
			return done;
		},
	},
];

const avatarRoutes: Route[] = [
	{
		method: 'GET',
		path: '/v1/avatars',
		handle: ({ store, query, settings }) =>
			ok(pageOf(store.avatars, query, settings.order, asItIs)),
	},
	{
		method: 'GET',
		path: '/v1/avatars/:id',
		handle: ({ store, id }) => ok(found(store.avatars, id, 'Avatar')),
	},
];

const callRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/livekit-rooms',
		handle({ store, body }) {
			const fields = check(schemas.createCall, body, 'body');
			found(store.agents, fields.agent_id, 'Agent');
			const id = newCallId();
			const call: Call = {
				user_name: null,
				user_email: null,
				...fields,
				id,
				status: { type: 'to_start' },
			};
			store.calls.set(id, call);
			store.messages.set(id, []);
			const room = { livekit_url: 'wss://rooms.example.com', livekit_token: `token-of-${id}` };
			return created({ ...call, ...room });
		},
	},
	{
		method: 'GET',
		path: '/v1/conversations',
		handle: ({ store, query, settings }) => ok(pageOf(store.calls, query, settings.order, asItIs)),
	},
	{
		method: 'GET',
		path: '/v1/conversations/:id',
		handle: ({ store, id }) => ok(found(store.calls, id, 'Conversation')),
	},
	{
		method: 'GET',
		path: '/v1/conversations/:id/messages',
		handle({ store, id }) {
			const call = found(store.calls, id, 'Conversation');
			return ok(store.messages.get(id) ?? pastMessages(call));
		},
	},
];

const externalApiRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/external-apis',
		handle({ store, body }) {
			const api = { ...check(schemas.createExternalApi, body, 'body'), id: newId() };
			store.externalApis.set(api.id, api);
			return created(withoutKey(api));
		},
	},
	{
		method: 'GET',
		path: '/v1/external-apis',
		handle: ({ store, query, settings }) =>
			ok(pageOf(store.externalApis, query, settings.order, withoutKey)),
	},
	{
		method: 'GET',
		path: '/v1/external-apis/:id',
		handle: ({ store, id }) => ok(withoutKey(found(store.externalApis, id, 'External API'))),
	},
	{
		method: 'DELETE',
		path: '/v1/external-apis/:id',
		handle({ store, id }) {
			if (!store.externalApis.delete(id)) throw notFound('External API');
			return done;
		},
	},
];

const sessionRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/sessions',
		handle({ store, body }) {
			const fields = check(schemas.createSession, body, 'body');
			found(store.avatars, fields.avatar_id, 'Avatar');
			const session: Session = { ...fields, id: newId(), status: { type: 'to_start' } };
			store.sessions.set(session.id, session);
			return created(withoutToken(session));
		},
	},
	{
		method: 'GET',
		path: '/v1/sessions',
		handle: ({ store, query, settings }) =>
			ok(pageOf(store.sessions, query, settings.order, withoutToken)),
	},
	{
		method: 'GET',
		path: '/v1/sessions/:id',
		handle: ({ store, id }) => ok(withoutToken(found(store.sessions, id, 'Session'))),
	},
];

const verifyRoute: Route = { method: 'GET', path: '/v1/auth/verify', handle: () => done };

const usageRoute: Route = {
	method: 'GET',
	path: '/v1/usage',
	handle: ({ settings }) => ok(settings.usage),
};

export const routes: Route[] = [
	verifyRoute,
	usageRoute,
	...agentRoutes,
	...avatarRoutes,
	...callRoutes,
	...externalApiRoutes,
	...knowledgeFileRoutes,
	...sessionRoutes,
];
