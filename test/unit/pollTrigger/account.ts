/** Calls as the API lists them, and a small account that holds them. */
import type { Limits } from '../../../nodes/BeyondPresencePollTrigger/progress';
import type { CallSource } from '../../../nodes/BeyondPresencePollTrigger/survey';

export const MINUTE_MS = 60_000;
export const START = Date.parse('2025-05-28T10:00:00Z');

/** Small, so that tests meet their edges. */
export const SMALL: Limits = {
	overlapMs: 10 * MINUTE_MS,
	keptCalls: 6,
	keptIds: 4,
	callsPerPoll: 3,
};

export const iso = (time: number): string => new Date(time).toISOString();

export const ongoing = (id: string, agent_id = 'agent') => ({
	id,
	agent_id,
	status: { type: 'ongoing', started_at: iso(START) },
});

export const completed = (id: string, endedAt: number, agent_id = 'agent') => ({
	id,
	agent_id,
	status: { type: 'completed', started_at: iso(endedAt - MINUTE_MS), ended_at: iso(endedAt) },
});

/** The list in pages, and messages but those of the calls that fail. */
export function sourceOf(
	list: () => readonly unknown[],
	{ pageSize = 2, failing = new Set<string>() } = {},
): CallSource {
	return {
		async *pages() {
			for (let page = 0; page === 0 || page * pageSize < list().length; page++) {
				yield list().slice(page * pageSize, (page + 1) * pageSize);
			}
		},
		async messages(id) {
			if (failing.has(id)) throw new Error('HTTP 500');
			return [{ sender: 'ai', message: `Hello from ${id}`, sent_at: iso(START) }];
		},
	};
}
