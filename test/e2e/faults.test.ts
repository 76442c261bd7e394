/** The quick part of `npm run test:reliability`: one crash, and one round in queue mode. */
import { describeInQueueMode } from '../support/queueMode/describeInQueueMode';
import { describeOutcome } from '../support/reliability/describeOutcome';
import { publish } from '../support/reliability/figures';
import { webhookKilled } from '../support/reliability/queueFaults';
import { startQueueN8n, type QueueN8n } from '../support/queueMode/queueN8n';
import { killed } from '../support/reliability/singleFaults';
import { startSingleN8n, type SingleN8n } from '../support/queueMode/singleN8n';
import { runFault } from '../support/reliability/trial';
import { N8N_START_TIMEOUT_MS } from '../support/n8n/testN8n';

const NEWEST = '2.41.1';
const FAULT_TIMEOUT_MS = 600_000;

describe('n8n 2.41.1 in one process', () => {
	let n8n: SingleN8n | undefined;
	afterAll(async () => await n8n?.dispose());

	it(
		'loses nothing of what it answered 200 when it is killed',
		async () => {
			n8n = await startSingleN8n(NEWEST);
			const outcome = await runFault(n8n, killed);
			const result = describeOutcome(outcome);
			await publish({ n8n: NEWEST, setup: n8n.name, what: killed.name, result });
			expect(outcome).toMatchObject({ lost: [], emptied: [], twice: [], startedTwice: [] });
		},
		N8N_START_TIMEOUT_MS + FAULT_TIMEOUT_MS,
	);
});

describeInQueueMode('n8n 2.41.1 in queue mode', () => {
	let n8n: QueueN8n | undefined;
	afterAll(async () => await n8n?.dispose());

	it(
		'loses nothing of what it answered 200 when a webhook process is killed',
		async () => {
			n8n = await startQueueN8n(NEWEST);
			const outcome = await runFault(n8n, webhookKilled);
			const result = describeOutcome(outcome);
			await publish({ n8n: NEWEST, setup: n8n.name, what: webhookKilled.name, result });
			expect(outcome).toMatchObject({ lost: [], emptied: [], twice: [] });
		},
		N8N_START_TIMEOUT_MS + FAULT_TIMEOUT_MS,
	);
});
