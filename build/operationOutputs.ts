/**
 * The output of each operation of the action node, for n8n's editor to show before an execution. The
 * node returns the API's response without checking it, so nothing at run time uses this; the shapes
 * are those of the published OpenAPI document, and the integration tests compare them with outputs.
 */
import * as z from 'zod/v4';
import { callEndedItem } from '../nodes/shared/events/items';

const text = z.string();
const id = text.describe('The ID');
/** With fields that differ. */
const anyObject = z.looseObject({});

const agent = z.object({
	id,
	name: text,
	avatar_id: text,
	system_prompt: text,
	language: text.nullish(),
	greeting: text.nullish().describe('What the agent says when a call starts'),
	max_session_length_minutes: z.number().nullish(),
	capabilities: z.array(z.looseObject({ type: text })).optional(),
	llm: z.looseObject({ type: text }).nullish(),
	tts: z.looseObject({ type: text }).nullish(),
	knowledge_file_ids: z.array(text).optional(),
	call_link: text.describe('The link under which the agent is called'),
});

const avatar = z.object({
	id,
	name: text,
	visibility: text.describe('public or private'),
	status: text.describe('to-train, training, available or failed'),
});

/** Of a call or a session: the times are there once they are known. */
const status = z.object({
	type: text.describe('to_start, ongoing or completed'),
	started_at: text.optional(),
	ended_at: text.optional(),
});

const call = z.object({
	id,
	agent_id: text,
	user_name: text.nullish(),
	user_email: text.nullish(),
	tags: anyObject.optional(),
	status,
});

const joinableCall = call.extend({
	livekit_url: text.describe('The LiveKit server to connect to'),
	livekit_token: text.describe('The token for joining the room'),
});

const callMessage = z.object({
	sender: text.describe('ai or user'),
	message: text,
	sent_at: text,
});

const externalApi = z.object({ id, type: text, name: text, url: text });

const knowledgeFile = z.object({
	id,
	name: text,
	format: text.describe('text or pdf'),
	status: text.describe('to-upload or available'),
	text: text.optional().describe('What it says, once it is available'),
});

const session = z.object({ id, transport: text, avatar_id: text, url: text, status });

const deleted = z.object({ id, deleted: z.boolean() });

/** By the values of resource and operation; one schema for each operation, of one item. */
export const operationOutputs: Record<string, Record<string, z.core.$ZodType>> = {
	agent: { create: agent, delete: deleted, get: agent, getAll: agent, update: agent },
	avatar: { get: avatar, getAll: avatar },
	call: {
		create: joinableCall,
		get: call,
		getAll: call,
		getCallEndedEvent: callEndedItem,
		getMessages: callMessage,
	},
	externalApi: { create: externalApi, delete: deleted, get: externalApi, getAll: externalApi },
	knowledgeFile: {
		createFromText: knowledgeFile,
		delete: deleted,
		get: knowledgeFile,
		getAll: knowledgeFile,
		upload: knowledgeFile,
	},
	session: { create: session, get: session, getAll: session },
};
