/** The poll trigger under n8n's poll scheduler, which keeps its cursors with the executions. */
import { randomUUID } from 'node:crypto';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addCall } from '../support/fakeApi/store';
import { createApiCredential } from '../support/n8n/credentials';
import { itemsOf } from '../support/n8n/execution';
import { startTestN8n, useSetup } from '../support/n8n/testN8n';
import { until } from '../support/until';

const TRIGGER = 'Ended calls';
/** Polls come every minute. */
const POLLS_TIMEOUT_MS = 200_000;

const n8n = useSetup(
	async () =>
		await startTestN8n('2.41.1', {
			env: {
				N8N_SCHEDULER_ENABLED: 'true',
				N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
				N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
				N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
			},
		}),
);
let fakeApi: FakeApi;
beforeAll(async () => {
	fakeApi = await startFakeApi();
});
afterAll(async () => await fakeApi?.stop());

const endCall = (id: string) => {
	const at = new Date().toISOString();
	addCall(fakeApi.store, { id, status: { type: 'completed', started_at: at, ended_at: at } });
};

it(
	'emits each call that ends once, over several polls',
	async () => {
		const { client } = n8n();
		const beyondPresenceApi = await createApiCredential(client, fakeApi.url);
		const workflowId = await client.createWorkflow({
			name: 'Scheduled polls',
			nodes: [
				{
					...{ id: randomUUID(), name: TRIGGER, typeVersion: 1, position: [0, 0] },
					type: 'n8n-nodes-beyond-presence.beyondPresencePollTrigger',
					parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] } },
					credentials: { beyondPresenceApi },
				},
			],
			connections: {},
		});
		await client.publicApi('POST', `/workflows/${workflowId}/activate`);
		const polls = (count: number) => async () =>
			fakeApi.requests.filter(({ path }) => path === '/v1/conversations').length >= count;
		await until('the first poll', polls(1), { timeoutMs: POLLS_TIMEOUT_MS });
		for (const id of ['a', 'b', 'c']) endCall(id);
		await client.waitForExecutions(workflowId, 1, POLLS_TIMEOUT_MS);
		endCall('d');
		const executions = await client.waitForExecutions(workflowId, 2, POLLS_TIMEOUT_MS);
		const ids = executions.flatMap((execution) =>
			itemsOf(execution, TRIGGER).map(({ call_id }) => call_id),
		);
		expect(ids.sort()).toEqual(['a', 'b', 'c', 'd']);
	},
	3 * POLLS_TIMEOUT_MS,
);
