/**
 * Hostile input against a real n8n: for each case the answer, the executions it starts, and that n8n
 * is alive, that nothing was put on the built-in prototypes, and that the log does not tell the secret.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished } from '../support/n8n/execution';
import { productionUrl } from '../support/n8n/workflow';
import { cases, type ExpectedAnswer } from '../hostile/cases';
import { sendHostile } from '../hostile/request';
import { publish } from '../support/reliability/figures';
import { capturedMessage } from '../support/samples/payloads';
import { createSecret } from '../support/n8n/credentials';
import { isResponding, post } from '../support/events/post';
import { TRIGGER, triggerWorkflow } from '../support/n8n/listener';
import { N8N_START_TIMEOUT_MS, startTestN8n, VERSIONS, type TestN8n } from '../support/n8n/testN8n';

const SECRET = 'a secret that must not be told & known';
/** As it stands in a URL, and as it is meant. */
const SPELLINGS = [SECRET, encodeURIComponent(SECRET)];

/** Of an answer, in characters. */
const QUOTED = 500;

/** In ms. An execution of a million keys takes some seconds. */
const EXECUTION_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** The executions after `last`, when there are that many and all are finished: n8n 1.x answers before it stores. */
async function executionsSince(
	n8n: TestN8n,
	workflowId: string,
	last: string | undefined,
	atLeast: number,
) {
	const deadline = Date.now() + EXECUTION_TIMEOUT_MS;
	for (;;) {
		const all = await n8n.client.executions(workflowId);
		const fresh = all.filter(({ id }) => last === undefined || Number(id) > Number(last));
		if (fresh.length >= atLeast && fresh.every(isFinished)) return fresh;
		if (Date.now() > deadline) throw new Error('The executions of this case do not finish.');
		await sleep(POLL_MS);
	}
}

/** n8n closes idle connections while a million keys keep it busy, of which fetch then takes one. */
async function readBack({ client }: TestN8n, id: string): Promise<void> {
	try {
		await client.execution(id);
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		await client.execution(id);
	}
}

function expectAnswer(answer: { status: number | null; text: string }, expected: ExpectedAnswer) {
	if (expected.mayBeLost && answer.status === null) return;
	expect({ status: answer.status, text: answer.text.slice(0, QUOTED) }).toEqual({
		status: expected.status === undefined ? answer.status : expected.status,
		text:
			expected.text instanceof RegExp
				? expect.stringMatching(expected.text)
				: (expected.text ?? expect.anything()),
	});
}

describe.each(VERSIONS)('hostile input on n8n %s', (version) => {
	let n8n: TestN8n;
	let before: string[][];
	let workflowId: string;
	let url: string;
	let lastExecution: string | undefined;
	let passed = 0;

	beforeAll(async () => {
		n8n = await startTestN8n(version, { env: { N8N_LOG_LEVEL: 'debug' } });
		const secret = { method: 'queryParameter' as const, secret: SECRET };
		const credential = await createSecret(n8n.client, secret);
		const webhookId = randomUUID();
		const draft = triggerWorkflow(webhookId, { authentication: 'webhookSecret' });
		for (const node of draft.nodes) {
			if (node.name === TRIGGER) node.credentials = { beyondPresenceWebhookApi: credential };
		}
		workflowId = await n8n.client.createWorkflow(draft);
		url = `${productionUrl(n8n.server.baseUrl, webhookId)}?secret=${encodeURIComponent(SECRET)}`;
		await n8n.client.activate(workflowId, async () => await isResponding(url));
		before = await n8n.probe.onPrototypes();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
		await publish({
			n8n: version,
			setup: 'one process',
			what: `${cases.length} hostile requests`,
			result: `${passed} answered as written down; n8n alive, prototypes unchanged, no secret in the log after each`,
		});
	});

	it.each(cases)('$name', async ({ request, expected, starts }) => {
		const answer = await sendHostile(url, request);
		expectAnswer(answer, '2.41.1' in expected ? expected[version] : expected);
		expect(answer.text).not.toContain(SECRET);

		// n8n is alive and takes events, one execution after those that this case started.
		expect(await post(url, capturedMessage)).toMatchObject({ status: 200, text: '' });
		const wanted = 1 + (typeof starts === 'number' ? starts : starts[version]);
		const executions = await executionsSince(n8n, workflowId, lastExecution, wanted);
		lastExecution = executions.at(-1)?.id;
		expect(executions.map(({ status }) => status)).toEqual(Array(wanted).fill('success'));
		// The last one is that of the message that every case ends with.
		for (const { id } of executions.slice(0, -1)) await readBack(n8n, id);

		expect(await n8n.probe.onPrototypes()).toEqual(before);
		const log = await n8n.server.readLog();
		for (const spelling of SPELLINGS) expect(log.includes(spelling)).toBe(false);
		passed++;
	});
});
