/** A workflow that starts with the poll trigger, and its polls as the fake API sees them. */
import { randomUUID } from 'node:crypto';
import type { FakeApi } from '../fakeApi/server';
import { until } from '../until';
import type { SavedCredential } from './credentials';
import type { WorkflowDraft } from './workflow';

export const POLL_TRIGGER = 'Beyond Presence Poll Trigger';

/** In seconds. */
const MINUTE = 60;

/**
 * The parameter Poll Times for polls more often than a minute, which n8n's form doesn't offer and n8n
 * refuses in one cron expression, but not in several.
 */
export const pollEvery = (seconds: number) => ({
	item: Array.from({ length: Math.floor(MINUTE / seconds) }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	})),
});

export const pollWorkflow = (
	beyondPresenceApi: SavedCredential,
	parameters: Record<string, unknown>,
): WorkflowDraft => ({
	name: 'Polls',
	nodes: [
		{
			id: randomUUID(),
			name: POLL_TRIGGER,
			type: 'n8n-nodes-beyond-presence.beyondPresencePollTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { beyondPresenceApi },
		},
	],
	connections: {},
});

const pollCount = ({ requests }: FakeApi) =>
	requests.filter(({ path, query }) => path === '/v1/conversations' && !query.cursor).length;

/** Waits until the list of calls was read from its start that often from now on. */
export async function untilPolled(
	fakeApi: FakeApi,
	count: number,
	timeoutMs: number,
): Promise<void> {
	const wanted = pollCount(fakeApi) + count;
	await until(`${count} polls`, () => pollCount(fakeApi) >= wanted, { timeoutMs });
}
