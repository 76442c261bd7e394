/** Calls of an account's history, generated one by one when they are asked for. */
import type { Past } from './collection';
import type { Call, CallMessage } from './store';

const CALL_MINUTES = 3.5;
const MINUTE_MS = 60_000;
const ID_START = 'past-';

const iso = (ms: number): string => new Date(ms).toISOString();

type PastCalls = {
	count: number;
	agentId: string;
	/** When the newest of them ended, as the number of ms since 1970. */
	endedAt: number;
	/** From the end of one call to the end of the next one. */
	everyMs?: number;
	/** What is different about a call, by its index: 0 is the oldest one. */
	change?: (index: number) => Partial<Omit<Call, 'id'>>;
};

/** A past of completed calls, one after the other. */
export function pastCalls({
	count,
	agentId,
	endedAt,
	everyMs = 10 * MINUTE_MS,
	change = () => ({}),
}: PastCalls): Past<Call> {
	return {
		count,
		at(index) {
			const ended = endedAt - (count - 1 - index) * everyMs;
			return {
				agent_id: agentId,
				user_name: `User ${index}`,
				user_email: `user${index}@example.com`,
				tags: {},
				status: {
					type: 'completed',
					started_at: iso(ended - CALL_MINUTES * MINUTE_MS),
					ended_at: iso(ended),
				},
				...change(index),
				id: `${ID_START}${index}`,
			};
		},
		indexOf(id) {
			const index = id.startsWith(ID_START) ? Number(id.slice(ID_START.length)) : -1;
			return Number.isInteger(index) && index < count ? index : -1;
		},
	};
}

/** What is said in every call of the past. */
export function pastMessages({ status }: Call): CallMessage[] {
	const sent_at = status.type === 'to_start' ? iso(0) : status.started_at;
	return [
		{ sender: 'ai', message: 'Hello!', sent_at },
		{ sender: 'user', message: 'What does it cost?', sent_at },
	];
}
