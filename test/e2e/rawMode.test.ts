/** With Simplify off, an item is that of n8n's Webhook node for the same request. */
import { randomUUID } from 'node:crypto';
import { itemsOf } from '../support/n8n/execution';
import { isResponding, post } from '../support/events/post';
import { TRIGGER, triggerWorkflow } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import { capturedMessage, documentedCallEnded, greeting } from '../support/samples/payloads';

const WEBHOOK = 'n8n Webhook';

type RawItem = { [key: string]: unknown; headers: object; webhookUrl: string };

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);

	it.each([
		['a message', capturedMessage],
		['the end of a call', documentedCallEnded],
		['a greeting', greeting],
	])('%s becomes the item of the Webhook node', async (_, payload) => {
		const webhookId = randomUUID();
		const path = randomUUID();
		const draft = triggerWorkflow(webhookId, {
			simplify: false,
			events: ['call_started', 'message', 'call_ended'],
		});
		draft.nodes.push({
			id: randomUUID(),
			name: WEBHOOK,
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 300],
			webhookId: path,
			parameters: { httpMethod: 'POST', path, options: {} },
		});
		const workflowId = await n8n.client.createWorkflow(draft);
		const url = `${n8n.server.baseUrl}/webhook/${webhookId}/webhook`;
		const webhookUrl = `${n8n.server.baseUrl}/webhook/${path}`;
		await n8n.client.activate(workflowId, async () => await isResponding(url));

		const query = '?tag=a&tag=b&secretless=yes';
		await post(url + query, payload, { 'x-custom': 'Grüße' });
		await post(webhookUrl + query, payload, { 'x-custom': 'Grüße' });

		const executions = await n8n.client.waitForExecutions(workflowId, 2);
		const [ours, ...more] = executions.flatMap((execution) => itemsOf(execution, TRIGGER));
		const [theirs] = executions.flatMap((execution) => itemsOf(execution, WEBHOOK));
		expect(more).toEqual([]);
		expect(Object.keys(ours ?? {})).toEqual(Object.keys(theirs ?? {}));
		expect(ours).toEqual({ ...theirs, webhookUrl: url } as RawItem);
		expect(theirs).toMatchObject({ body: payload, query: { tag: ['a', 'b'] } });
	});
});
