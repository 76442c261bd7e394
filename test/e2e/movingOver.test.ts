/**
 * What docs/migrating.md promises: behind our trigger with Simplify off, a workflow written for n8n's
 * Webhook node emits the same items, and rewritten for typed items it has the same outcome.
 */
import { randomUUID } from 'node:crypto';
import { itemsOf, type ExecutionWithData } from '../support/n8n/execution';
import { productionUrl, to, type WorkflowDraft } from '../support/n8n/workflow';
import { filledIn } from './support/example';
import { readExample } from '../support/samples/examples';
import { isResponding, post } from '../support/events/post';
import { TRIGGER, triggerWorkflow } from '../support/n8n/listener';
import {
	behindWebhookNode,
	MOVING_OVER,
	rawModeExample,
	REFERENCES,
	referencesWorkflow,
	typedExample,
} from './support/movingOver';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import {
	callEndedWithCallData,
	capturedMessage,
	documentedCallEnded,
} from '../support/samples/payloads';

const isTrigger = ({ type }: WorkflowDraft['nodes'][number]) =>
	type === 'n8n-nodes-beyond-presence.beyondPresenceTrigger';
const isSticky = ({ type }: WorkflowDraft['nodes'][number]) => type.endsWith('.stickyNote');

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);

	async function published(draft: WorkflowDraft, url: string): Promise<string> {
		const workflowId = await n8n.client.createWorkflow(draft);
		await n8n.client.activate(workflowId, async () => await isResponding(url));
		return workflowId;
	}

	/**
	 * Sends one event after the other; gives the execution of each that started one.
	 *
	 * @param before how many executions there are by then
	 */
	async function executionsOf(workflowId: string, url: string, events: object[], before = 0) {
		let executions = await n8n.client.waitForExecutions(workflowId, before);
		for (const event of events) {
			const answer = await post(url, event);
			expect(answer.status).toBe(200);
			if (answer.text.includes('"ignored"')) continue;
			executions = await n8n.client.waitForExecutions(workflowId, executions.length + 1);
		}
		const started = executions.slice(before);
		expect(started.map(({ status }) => status)).toEqual(started.map(() => 'success'));
		return started;
	}

	async function exampleRun(name: string, events: object[]) {
		const webhookId = randomUUID();
		const url = productionUrl(n8n.client.baseUrl, webhookId);
		const draft = filledIn(readExample(name), webhookId, {});
		const workflowId = await published(draft, url);
		return { draft, executions: await executionsOf(workflowId, url, events) };
	}

	/** The items of each node, for each execution; the URL that was called is not the same. */
	const given = (executions: ExecutionWithData[], nodes: string[]) =>
		executions.map((execution) =>
			nodes.map((node) => [
				node,
				itemsOf(execution, node).map((item) => ({ ...item, webhookUrl: undefined })),
			]),
		);

	describe.each(MOVING_OVER)('the workflow $name', ({ name, events, outcome }) => {
		let behindTrigger: Awaited<ReturnType<typeof exampleRun>>;
		beforeAll(async () => {
			behindTrigger = await exampleRun(rawModeExample(name), events);
		});

		it('emits from every node in raw mode the items it emitted behind the Webhook node', async () => {
			const { draft, executions } = behindTrigger;
			const trigger = draft.nodes.find(isTrigger)?.name ?? '';
			const path = randomUUID();
			const url = `${n8n.server.baseUrl}/webhook/${path}`;
			const workflowId = await published(behindWebhookNode(draft, trigger, path), url);
			// The Webhook node takes also the test event that showed that it answers.
			const theirs = await executionsOf(workflowId, url, events, 1);

			const nodes = draft.nodes
				.filter((node) => !isTrigger(node) && !isSticky(node))
				.map((node) => node.name);
			expect(given(executions, nodes)).toEqual(given(theirs, nodes));
			expect(executions).toHaveLength(events.length);
		});

		it('has the same outcome with typed items', async () => {
			const typed = await exampleRun(typedExample(name), events);
			const items = (executions: ExecutionWithData[]) =>
				outcome.map((node) => executions.flatMap((execution) => itemsOf(execution, node)));
			expect(items(typed.executions)).toEqual(items(behindTrigger.executions));
			for (const each of items(typed.executions)) expect(each).toHaveLength(2);
		});
	});

	it.each([
		{
			items: "the Webhook node's",
			isOurs: false,
			parameters: { simplify: false },
			field: 'body.call_id',
		},
		{ items: 'raw', isOurs: true, parameters: { simplify: false }, field: 'body.call_id' },
		{ items: 'typed', isOurs: true, parameters: {}, field: 'call_id' },
	])('every form of reference finds $items items', async ({ isOurs, parameters, field }) => {
		const webhookId = randomUUID();
		const draft = referencesWorkflow(webhookId, parameters, field);
		const url = isOurs
			? productionUrl(n8n.client.baseUrl, webhookId)
			: `${n8n.server.baseUrl}/webhook/${webhookId}`;
		const before = isOurs ? 0 : 1;
		const workflowId = await published(
			isOurs ? draft : behindWebhookNode(draft, 'Webhook', webhookId),
			url,
		);
		const events = [capturedMessage, callEndedWithCallData];
		const executions = await executionsOf(workflowId, url, events, before);
		expect(executions).toHaveLength(events.length);
		for (const [reader, forms] of Object.entries(REFERENCES)) {
			const found = executions.flatMap((execution) => itemsOf(execution, reader));
			expect(found).toEqual(
				events.map(({ call_id }) => Object.fromEntries(forms.map((form) => [form, call_id]))),
			);
		}
	});

	it('a Respond to Webhook node behind the trigger ends the execution as an error', async () => {
		const webhookId = randomUUID();
		const draft = triggerWorkflow(webhookId, { simplify: false, events: ['call_ended'] });
		draft.nodes.push({
			id: randomUUID(),
			name: 'Respond to Webhook',
			type: 'n8n-nodes-base.respondToWebhook',
			typeVersion: 1.1,
			position: [600, 300],
			parameters: { respondWith: 'noData', options: {} },
		});
		draft.connections[TRIGGER] = { main: [[to('Respond to Webhook')]] };
		const url = productionUrl(n8n.client.baseUrl, webhookId);
		const workflowId = await published(draft, url);
		await post(url, documentedCallEnded);
		const [execution] = await n8n.client.waitForExecutions(workflowId, 1);
		expect(execution).toMatchObject({
			status: 'error',
			data: { resultData: { error: { message: 'No Webhook node found in the workflow' } } },
		});
	});
});
