/** The quick part of `npm run test:reliability`: one crash, and one fault in queue mode. */
import { startTestN8n, useSetup, type Setup } from '../support/n8n/testN8n';
import { describeInQueueMode } from '../support/queueMode/describeInQueueMode';
import { startQueueN8n } from '../support/queueMode/queueN8n';
import { describeOutcome } from '../support/reliability/describeOutcome';
import { killed, webhookKilled } from '../support/reliability/faults';
import { publish } from '../support/reliability/figures';
import { runFault, SUPERVISED, type Fault } from '../support/reliability/trial';

const NEWEST = '2.41.1';
const FAULT_TIMEOUT_MS = 600_000;

async function outcomeOf<Broken extends Setup>(n8n: Broken, fault: Fault<Broken>) {
	const outcome = await runFault(n8n, fault);
	const result = describeOutcome(outcome);
	await publish({ n8n: NEWEST, setup: n8n.name, what: fault.name, result });
	return outcome;
}

describe('n8n 2.41.1 in one process', () => {
	const n8n = useSetup(async () => await startTestN8n(NEWEST, SUPERVISED));

	it(
		'loses no event that got a 200 response when it is killed',
		async () => {
			const outcome = await outcomeOf(n8n(), killed);
			expect(outcome).toMatchObject({ lost: [], emptied: [], twice: [], startedTwice: [] });
		},
		FAULT_TIMEOUT_MS,
	);
});

describeInQueueMode('n8n 2.41.1 in queue mode', () => {
	const n8n = useSetup(async () => await startQueueN8n(NEWEST));

	it(
		'loses no event that got a 200 response when a webhook process is killed',
		async () => {
			const outcome = await outcomeOf(n8n(), webhookKilled);
			expect(outcome).toMatchObject({ lost: [], emptied: [], twice: [] });
		},
		FAULT_TIMEOUT_MS,
	);
});
