/** The poll trigger under n8n's poll scheduler, which keeps its cursors with the executions. */
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { addCall } from '../support/fakeApi/store';
import { createApiCredential } from '../support/n8n/credentials';
import { itemsOf } from '../support/n8n/execution';
import { POLL_TRIGGER, pollEvery, pollWorkflow, untilPolled } from '../support/n8n/poller';
import { POLL_SCHEDULER, startTestN8n, useSetup } from '../support/n8n/testN8n';

const POLL_SECONDS = 10;
const POLLS_TIMEOUT_MS = 100_000;

const n8n = useSetup(async () => await startTestN8n('2.41.1', { env: POLL_SCHEDULER }));
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
		const pollTimes = pollEvery(POLL_SECONDS);
		const workflowId = await client.createWorkflow(pollWorkflow(beyondPresenceApi, { pollTimes }));
		await client.publicApi('POST', `/workflows/${workflowId}/activate`);
		await untilPolled(fakeApi, 1, POLLS_TIMEOUT_MS);
		for (const id of ['a', 'b', 'c']) endCall(id);
		await client.waitForExecutions(workflowId, 1, POLLS_TIMEOUT_MS);
		endCall('d');
		const executions = await client.waitForExecutions(workflowId, 2, POLLS_TIMEOUT_MS);
		const ids = executions.flatMap((execution) =>
			itemsOf(execution, POLL_TRIGGER).map(({ call_id }) => call_id),
		);
		expect(ids.sort()).toEqual(['a', 'b', 'c', 'd']);
	},
	3 * POLLS_TIMEOUT_MS,
);
