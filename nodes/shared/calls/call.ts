/** A call as the API sends it, read like a webhook payload: an odd field loses no other. */
import * as z from '../schema';
import { field, reader } from '../fields/reader';
import { anyObject, name, time, type Value } from '../fields/values';
import { isJsonObject, type JsonObject } from '../fields/jsonObject';

const STATES = ['to_start', 'ongoing', 'completed'] as const;

/** `unknown` is a status type of a newer API, or an entry that does not say how the call is doing. */
export type CallState = (typeof STATES)[number] | 'unknown';

/** What is known of a call; null if the API did not say, or not readably. */
export interface Call {
	/** An empty string if the API names none, which only happens in lists. */
	id: string;
	agent_id: string | null;
	user_name: string | null;
	user_email: string | null;
	tags: JsonObject | null;
	state: CallState;
	/** ISO 8601, as it came; without an offset it is UTC. */
	started_at: string | null;
	ended_at: string | null;
	/** As the API sent it. */
	raw: JsonObject;
	/** What the facts above leave out, and what was wrong with the others. */
	leftover: () => { extra?: JsonObject; issues?: string[] };
}

const idValue: Value<string> = {
	...name,
	read: (raw) => (typeof raw === 'number' ? String(raw) : name.read(raw)),
};

const objectValue: Value<JsonObject> = {
	schema: anyObject,
	expected: 'an object',
	read: (raw) => (isJsonObject(raw) ? raw : undefined),
};

/** Older examples of the vendor's pages show calls flat: times beside the ID, and no status. */
const callFields = z.object({
	id: field(idValue, 'The call', 'id'),
	agent_id: field(name, 'The agent that holds the call', 'agent_id'),
	user_name: field(name, 'The name of the user', 'user_name'),
	user_email: field(name, 'The email address of the user', 'user_email'),
	tags: field(objectValue, 'The tags that the call was created with', 'tags'),
	status_type: field(name, 'How the call is doing', 'status.type', 'status'),
	started_at: field(time, 'When the call started', 'status.started_at', 'started_at'),
	ended_at: field(time, 'When the call ended', 'status.ended_at', 'ended_at'),
});
const readFields = reader(callFields);

/** The type decides; if there is none, the times do. */
function stateOf(type: string | null, startedAt: string | null, endedAt: string | null): CallState {
	const named = type?.trim().toLowerCase();
	if (named !== undefined) return STATES.find((state) => state === named) ?? 'unknown';
	if (endedAt !== null) return 'completed';
	return startedAt === null ? 'unknown' : 'ongoing';
}

/**
 * Never throws.
 *
 * @param askedId the ID that the call was asked for by, in case the response lacks it
 */
export function readCall(raw: JsonObject, askedId = ''): Call {
	const { fields, leftover } = readFields(raw);
	const { status_type, started_at, ended_at } = fields;
	return {
		id: fields.id?.trim() ?? askedId,
		agent_id: fields.agent_id,
		user_name: fields.user_name,
		user_email: fields.user_email,
		tags: fields.tags,
		state: stateOf(status_type, started_at, ended_at),
		started_at,
		ended_at,
		raw,
		leftover,
	};
}
