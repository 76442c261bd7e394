/** An event that n8n could not store has left no trace: sent again, it starts exactly one execution. */
import { randomUUID } from 'node:crypto';
import { post } from '../support/events/post';
import { ignored } from '../support/events/responses';
import { CleanUp } from '../support/n8n/cleanUp';
import { ALL_EVENTS, received, triggerWorkflow, untilResponding } from '../support/n8n/listener';
import { startTestN8n, useSetup, type Setup } from '../support/n8n/testN8n';
import { productionUrl } from '../support/n8n/workflow';
import { describeInQueueMode } from '../support/queueMode/describeInQueueMode';
import { startQueueN8n } from '../support/queueMode/queueN8n';
import type { ServerProcess } from '../support/queueMode/serverProcess';
import {
	executeSql,
	postgresEnvironment,
	startPostgres,
} from '../support/queueMode/startDatabases';
import { IGNORED } from '../../nodes/BeyondPresenceTrigger/request/responses';
import { greeting } from '../support/samples/payloads';
import { until } from '../support/until';

const VERSION = '2.41.1';
const TEST_TIMEOUT_MS = 300_000;
/** Until n8n has noticed that the database is there again, in ms. */
const RECOVERY_TIMEOUT_MS = 60_000;

interface WithPostgres extends Setup {
	postgres: ServerProcess;
}

async function startOnPostgres(): Promise<WithPostgres> {
	const cleanUp = new CleanUp();
	const postgres = await startPostgres(await cleanUp.folder('postgres'));
	cleanUp.add(async () => await postgres.stop());
	const n8n = await startTestN8n(VERSION, { env: postgresEnvironment(postgres) });
	cleanUp.add(async () => await n8n.dispose());
	return { ...n8n, postgres, dispose: async () => await cleanUp.run() };
}

/** The database as n8n finds it between looking up the webhook and storing the execution. */
const REFUSE_EXECUTIONS =
	"CREATE OR REPLACE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql; CREATE TRIGGER refuse BEFORE INSERT ON execution_entity FOR EACH ROW EXECUTE FUNCTION refuse();";
const ACCEPT_EXECUTIONS = 'DROP TRIGGER refuse ON execution_entity;';

function itLeavesNoTrace(setup: () => WithPostgres): void {
	it.each([
		{
			trouble: 'refuses to store the execution',
			begin: async ({ postgres }: WithPostgres) => await executeSql(postgres, REFUSE_EXECUTIONS),
			end: async ({ postgres }: WithPostgres) => await executeSql(postgres, ACCEPT_EXECUTIONS),
		},
		{
			trouble: 'is away',
			begin: async ({ postgres }: WithPostgres) => await postgres.stop(),
			end: async ({ postgres }: WithPostgres) => await postgres.start(),
		},
	])(
		'when the database $trouble',
		async ({ begin, end }) => {
			const n8n = setup();
			const { client } = n8n;
			const webhookId = randomUUID();
			const options = { ignoreDuplicates: true };
			const draft = triggerWorkflow(webhookId, { ...ALL_EVENTS, options });
			const workflowId = await client.createWorkflow(draft);
			const url = productionUrl(n8n.webhookBaseUrl, webhookId);
			await client.publicApi('POST', `/workflows/${workflowId}/activate`);
			await untilResponding(url);

			const body = { ...greeting, call_id: randomUUID() };
			await begin(n8n);
			expect((await post(url, body)).status).toBeGreaterThanOrEqual(500);
			await end(n8n);
			await until(
				'a 200 response to the event',
				async () => (await post(url, body)).status === 200,
				{ timeoutMs: RECOVERY_TIMEOUT_MS },
			);
			// In queue mode, the main process may notice later.
			const canList = async () =>
				await client.countExecutions(workflowId).then(
					() => true,
					() => false,
				);
			await until('a list of executions', canList, { timeoutMs: RECOVERY_TIMEOUT_MS });
			const executions = await client.waitForExecutions(workflowId, 1);
			expect(executions.map(received)).toEqual([
				{ 'Call Started': [expect.anything()], Message: [expect.anything()] },
			]);
			if (n8n.name === 'one process') {
				expect(await post(url, body)).toMatchObject(ignored(IGNORED.duplicate));
			}
		},
		TEST_TIMEOUT_MS,
	);
}

describeInQueueMode('n8n 2.41.1 in one process on PostgreSQL', () => {
	itLeavesNoTrace(useSetup(startOnPostgres));
});

describeInQueueMode('n8n 2.41.1 in queue mode', () => {
	itLeavesNoTrace(useSetup(async () => await startQueueN8n(VERSION)));
});
