/** Everything that can break, on both versions of n8n, in one process and in queue mode. */
import type { N8nVersion } from '../support/n8n/install';
import { startTestN8n, useSetup, VERSIONS, type Setup } from '../support/n8n/testN8n';
import { describeInQueueMode } from '../support/queueMode/describeInQueueMode';
import { describeOutcome } from '../support/reliability/describeOutcome';
import { publish } from '../support/reliability/figures';
import {
	edited,
	killed,
	packageMissing,
	postgresStopped,
	postgresStoppedWorkersFirst,
	reactivated,
	redisStopped,
	stopped,
	webhookKilled,
	workerKilled,
	WORKERS_FIRST,
} from '../support/reliability/faults';
import { startQueueN8n } from '../support/queueMode/queueN8n';
import {
	LEAST_DELIVERIES,
	runFault,
	SUPERVISED,
	type Fault,
	type Outcome,
} from '../support/reliability/trial';

const FAULT_TIMEOUT_MS = 900_000;

/** n8n 1.x responds before it stores, so its losses are only measured. */
const storesFirst = (version: N8nVersion) => version.startsWith('2.');

async function measure<Broken extends Setup>(n8n: Broken, fault: Fault<Broken>): Promise<Outcome> {
	const { version, name } = n8n;
	const outcome = await runFault(n8n, fault);
	await publish({ n8n: version, setup: name, what: fault.name, result: describeOutcome(outcome) });
	expect(outcome.sent).toBeGreaterThanOrEqual(LEAST_DELIVERIES);
	if (storesFirst(version)) {
		expect(outcome).toMatchObject({ lost: [], twice: [] });
		if (!fault.empties) expect(outcome.emptied).toEqual([]);
	}
	if (name !== 'queue mode') expect(outcome.startedTwice).toEqual([]);
	return outcome;
}

describe.each(VERSIONS)('n8n %s in one process', (version) => {
	const n8n = useSetup(async () => await startTestN8n(version, SUPERVISED));

	it.each([killed, stopped, reactivated, edited])(
		'$name',
		async (fault) => void (await measure(n8n(), fault)),
		FAULT_TIMEOUT_MS,
	);
});

describe.each(VERSIONS)('n8n %s in one process behind a proxy', (version) => {
	const n8n = useSetup(async () => await startTestN8n(version, { ...SUPERVISED, hasProxy: true }));

	it(
		killed.name,
		async () => {
			const outcome = await measure(n8n(), killed);
			expect(outcome.answeredByStart).toBe(0);
		},
		FAULT_TIMEOUT_MS,
	);
});

describeInQueueMode.each(VERSIONS)('n8n %s in queue mode', (version) => {
	const n8n = useSetup(async () => await startQueueN8n(version));

	it.each([webhookKilled, workerKilled, reactivated, edited, redisStopped, postgresStopped])(
		'$name',
		async (fault) => void (await measure(n8n(), fault)),
		FAULT_TIMEOUT_MS,
	);
});

describeInQueueMode.each(VERSIONS)('n8n %s in queue mode, not set up everywhere', (version) => {
	const n8n = useSetup(async () => await startQueueN8n(version, { packageMissing: true }));

	it(
		packageMissing.name,
		async () => void (await measure(n8n(), packageMissing)),
		FAULT_TIMEOUT_MS,
	);
});

/** n8n 1.x has no such setting. */
describeInQueueMode('n8n 2.41.1 in queue mode, set to come back quickly', () => {
	const n8n = useSetup(async () => await startQueueN8n('2.41.1', WORKERS_FIRST));

	it(
		postgresStoppedWorkersFirst.name,
		async () => void (await measure(n8n(), postgresStoppedWorkersFirst)),
		FAULT_TIMEOUT_MS,
	);
});
