/** What every hostile request is tested for: see `testHostile`. */
import { randomUUID } from 'node:crypto';
import { isNativeError } from 'node:util/types';
import { isResponding, post } from '../../support/events/post';
import { sendRaw, type RawRequest } from '../../support/events/rawRequest';
import { EMPTY_OK } from '../../support/events/responses';
import type { N8nClient } from '../../support/n8n/client';
import { createSecret } from '../../support/n8n/credentials';
import { isFinished } from '../../support/n8n/execution';
import type { N8nVersion } from '../../support/n8n/install';
import { triggerWorkflow } from '../../support/n8n/listener';
import { startTestN8n, useSetup, VERSIONS, type TestN8n } from '../../support/n8n/testN8n';
import { productionUrl } from '../../support/n8n/workflow';
import { publish } from '../../support/reliability/figures';
import { capturedMessage } from '../../support/samples/payloads';
import { until } from '../../support/until';

interface ExpectedHostile {
	/** `null` if the connection ends without a response; any status if missing. */
	status?: number | null;
	/** The whole text, or a part of it; any text if missing. */
	text?: string | RegExp;
	/**
	 * n8n responds before it has read everything and ends the connection; the system then may drop the
	 * response while the rest is still being sent, so that nothing arrives.
	 */
	mayBeLost?: true;
}

/**
 * A request, its response, and how many executions it may start. Responses of n8n's core are listed per
 * version, so that a change of n8n is noticed.
 */
export interface HostileCase {
	name: string;
	request: RawRequest;
	expected: ExpectedHostile | Record<N8nVersion, ExpectedHostile>;
	starts: 0 | 1 | Record<N8nVersion, 0 | 1>;
}

/** By n8n, before it calls the trigger; nothing is stored. */
export const FAILED_IN_N8N = { status: 500 };

const SECRET = 'a secret that must stay & be unknown';
/** As it is in a URL, and as it is meant. */
const SPELLINGS = [SECRET, encodeURIComponent(SECRET)];

/** Of a response, in characters. */
const QUOTED = 500;

/** In ms. An execution of a million keys takes some seconds. */
const EXECUTION_TIMEOUT_MS = 60_000;

/** n8n closes idle connections while a million keys keep it busy, and fetch then uses one of those. */
async function readBack(client: N8nClient, id: string): Promise<void> {
	try {
		await client.execution(id);
	} catch (error) {
		if (!isNativeError(error) || error.name !== 'TypeError') throw error;
		await client.execution(id);
	}
}

function expectResponse(
	response: { status: number | null; text: string },
	{ status, text, mayBeLost }: ExpectedHostile,
) {
	if (mayBeLost && response.status === null) return;
	expect({ status: response.status, text: response.text.slice(0, QUOTED) }).toEqual({
		status: status === undefined ? response.status : status,
		text: text instanceof RegExp ? expect.stringMatching(text) : (text ?? expect.anything()),
	});
}

/**
 * For each case the response, the executions it starts, and that n8n still accepts events, that the
 * built-in prototypes are unchanged, and that the log does not contain the secret.
 */
export function testHostile(name: string, cases: readonly HostileCase[]): void {
	describe.each(VERSIONS)(`hostile ${name} on n8n %s`, (version) => {
		// Its own, because these requests keep an n8n busy for seconds.
		const start = useSetup(
			async () => await startTestN8n(version, { env: { N8N_LOG_LEVEL: 'debug' } }),
		);
		let n8n: TestN8n;
		let before: string[][];
		let workflowId: string;
		let url: string;
		let lastExecution = 0;
		let passed = 0;

		beforeAll(async () => {
			n8n = start();
			const { client } = n8n;
			const secret = { method: 'queryParameter' as const, secret: SECRET };
			const webhookId = randomUUID();
			const draft = triggerWorkflow(
				webhookId,
				{ authentication: 'webhookSecret' },
				{ beyondPresenceWebhookApi: await createSecret(client, secret) },
			);
			workflowId = await client.createWorkflow(draft);
			url = `${productionUrl(client.baseUrl, webhookId)}?secret=${encodeURIComponent(SECRET)}`;
			await client.activate(workflowId, async () => await isResponding(url));
			before = await n8n.probe.onPrototypes();
		});
		afterAll(async () => {
			await publish({
				n8n: version,
				setup: 'one process',
				what: `${cases.length} hostile ${name}`,
				result: `${passed} responses as expected; n8n alive, prototypes unchanged, no secret in the log after each`,
			});
		});

		it.each(cases)('$name', async ({ request, expected, starts }) => {
			const response = await sendRaw(url, request);
			expectResponse(response, '2.41.1' in expected ? expected[version] : expected);
			expect(response.text).not.toContain(SECRET);

			// n8n accepts events, one execution after those that this case started.
			expect(await post(url, capturedMessage)).toMatchObject(EMPTY_OK);
			const wanted = 1 + (typeof starts === 'number' ? starts : starts[version]);
			// n8n 1.x responds before it stores an execution.
			const executions = await until(
				'the executions of this case',
				async () => {
					const all = await n8n.client.executions(workflowId);
					const fresh = all.filter(({ id }) => Number(id) > lastExecution);
					return fresh.length >= wanted && fresh.every(isFinished) && fresh;
				},
				{ timeoutMs: EXECUTION_TIMEOUT_MS },
			);
			lastExecution = Number(executions.at(-1)?.id);
			expect(executions.map(({ status }) => status)).toEqual(Array(wanted).fill('success'));
			// The last one is that of the message that every case ends with.
			for (const { id } of executions.slice(0, -1)) await readBack(n8n.client, id);

			expect(await n8n.probe.onPrototypes()).toEqual(before);
			const log = await n8n.server.readLog();
			for (const spelling of SPELLINGS) expect(log.includes(spelling)).toBe(false);
			passed++;
		});
	});
}
