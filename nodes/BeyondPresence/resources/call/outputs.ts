/** The item of each operation, which n8n's editor shows before it has run; only the build uses it. */
import * as z from '../../../shared/schema';
import { callFacts, exchange } from '../../../shared/calls/conversation';
import { callEndedItem } from '../../../shared/events/items';

const call = {
	id: z.string(),
	agent_id: z.string(),
	user_name: z.nullish(z.string()),
	user_email: z.nullish(z.string()),
	tags: z.optional(z.looseObject({})),
	status: z.object({
		type: z.described(z.string(), 'to_start, ongoing or completed'),
		started_at: z.described(z.optional(z.string()), 'Once the call has started'),
		ended_at: z.described(z.optional(z.string()), 'Once the call has ended'),
	}),
};

const createdCall = {
	...call,
	livekit_url: z.described(z.string(), 'The LiveKit server to connect to'),
	livekit_token: z.described(z.string(), 'The token for joining the room'),
};

const message = z.object({
	sender: z.described(z.string(), 'user, or ai for the agent'),
	message: z.string(),
	sent_at: z.string(),
});

export const callOutputs = {
	create: z.object(createdCall),
	get: z.object(call),
	getAll: z.object(call),
	getCallEndedEvent: z.extend(callEndedItem, {
		facts: z.optional(callFacts),
		exchanges: z.optional(z.array(exchange)),
	}),
	getMessages: message,
};
