/**
 * Changed events over HTTP, some with damaged bytes: only the documented responses, no failed
 * execution. FUZZ_BODIES sets how many, FUZZ_SEED where they start.
 */
import { mutatedBody } from '../fuzz/mutations';
import { randomOf } from '../fuzz/random';
import { publish } from '../support/reliability/figures';
import { storedExecutions } from '../support/reliability/stored';
import { activeWorkflow } from '../support/reliability/trial';
import { sendInWaves } from '../support/reliability/traffic';
import { post } from '../support/events/post';
import { startTestN8n, SWIFT, useSetup, VERSIONS, type TestN8n } from '../support/n8n/testN8n';

const BODIES = Number(process.env.FUZZ_BODIES ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 20_250_528);
/** Before memory is looked at: the first requests make n8n load what it needs. */
const WARM_UP = 2_000;
const MOST_GROWTH = 0.1;
const STATUSES = new Set([200, 400, 422]);
const TIMEOUT_MS = 3_600_000;
const MB = 1024 * 1024;

/** When all that was started is over, so that heaps can be compared. */
async function restingHeapMb(n8n: TestN8n, workflowId: string): Promise<number> {
	await n8n.client.untilIdle(workflowId);
	return (await n8n.probe.heapUsed()) / MB;
}

/** The short run is for a regression of our own, for which one version does. */
const TESTED = process.env.FUZZ_BODIES ? VERSIONS : VERSIONS.slice(0, 1);

describe.each(TESTED)('n8n %s', (version) => {
	const started = useSetup(
		async () =>
			await startTestN8n(version, {
				env: { ...SWIFT, EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none' },
			}),
	);

	it(
		`responds to ${BODIES} changed bodies as documented, and no execution fails`,
		async () => {
			const n8n = started();
			const random = randomOf(SEED);
			const { id, url } = await activeWorkflow(n8n);
			const statuses = new Map<number, number>();
			const sendAll = async (count: number) => {
				const bodies = Array.from({ length: count }, () => mutatedBody(random));
				const jobs = bodies.map((body) => async () => {
					const { status } = await post(url, body);
					statuses.set(status, (statuses.get(status) ?? 0) + 1);
					if (!STATUSES.has(status)) throw new Error(`${status} for ${body.toString('base64')}`);
				});
				await sendInWaves(n8n.client, id, jobs);
			};
			await sendAll(Math.min(WARM_UP, BODIES));
			const before = await restingHeapMb(n8n, id);
			await sendAll(Math.max(0, BODIES - WARM_UP));
			const after = await restingHeapMb(n8n, id);
			const failed = (await storedExecutions(n8n.client, id)).filter(
				({ status }) => status !== 'success',
			);
			const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
			const growth = (after - before) / before;
			await publish({
				n8n: version,
				setup: n8n.name,
				what: `fuzz: ${BODIES} changed bodies over HTTP`,
				result: `${counts}; ${failed.length} executions failed; heap ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after (${(growth * 100).toFixed(1)} %)`,
			});
			expect(failed).toEqual([]);
			if (BODIES > WARM_UP) expect(growth).toBeLessThan(MOST_GROWTH);
		},
		TIMEOUT_MS,
	);
});
