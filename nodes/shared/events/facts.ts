/** What an event says about its call, for call memory and the filter. */
import type * as z from '../schema';
import { reader } from '../fields/reader';
import type { WebhookEvent } from './event';
import { callFacts, messageFacts } from './items';

type CallFacts = z.infer<typeof callFacts>;

/** What is known about a call, from this event or elsewhere; fills in what an event does not say. */
export type KnownCall = Omit<CallFacts, 'call_id'>;

export const NOTHING_KNOWN: KnownCall = { agent_id: null, user_name: null, started_at: null };

export interface EventFacts {
	callId: string | null;
	/** What this event itself says of the call. */
	known: KnownCall;
	/** Who spoke; `null` for all but a `message`. */
	sender: string | null;
	/** When it was said; `null` for all but a `message`. */
	sentAt: string | null;
}

const readCall = reader(callFacts);
const readMessage = reader(messageFacts);

export function readFacts({ name, payload }: WebhookEvent): EventFacts {
	const { call_id: callId, ...known } = readCall(payload).fields;
	if (name !== 'message') return { callId, known, sender: null, sentAt: null };
	const { sender, sent_at: sentAt } = readMessage(payload).fields;
	return { callId, known, sender, sentAt };
}

/** What one source knows, completed by another. */
export const completed = (first: KnownCall, second: KnownCall): KnownCall => ({
	agent_id: first.agent_id ?? second.agent_id,
	user_name: first.user_name ?? second.user_name,
	started_at: first.started_at ?? second.started_at,
});
