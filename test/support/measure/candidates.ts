/** What is measured against each other: the trigger, and what people put in its place. */
import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../n8n/client';
import { productionUrl, to, type WorkflowDraft, type WorkflowNode } from '../n8n/workflow';
import { isAnswering, triggerWorkflow } from '../n8n/listener';

/** n8n's Webhook node, accepted, is what the others are compared with. */
export const BASELINE = 'Webhook node';

interface Kind {
	draft(id: string): WorkflowDraft;
	/** The path of the webhook below n8n's address. */
	url(baseUrl: string, id: string): string;
}

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown> = {},
): WorkflowNode => ({
	id: randomUUID(),
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
});

const EVENT_TYPE = '={{ $json.body.event_type }}';

const equals = (rightValue: string) => ({
	options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
	conditions: [
		{
			id: randomUUID(),
			leftValue: EVENT_TYPE,
			rightValue,
			operator: { type: 'string', operation: 'equals' },
		},
	],
	combinator: 'and',
});

/** As people write it by hand: flat fields and a transcript. */
const RESHAPE = `
const body = $input.first().json.body;
const said = body.messages ?? [body.message];
return [{ json: {
	call_id: body.call_id,
	user_name: body.user_name ?? body.call_data?.userName ?? null,
	topic: body.evaluation?.topic ?? null,
	transcript: said.map((each) => (each.sender === 'user' ? 'User: ' : 'Agent: ') + each.message).join('\\n'),
} }];`;

/** n8n's Webhook node with others behind it, one after the other. */
function behindWebhook(rest: WorkflowNode[], outputsOfFirst = 1): Kind {
	return {
		draft: (id) => {
			const webhook = node('Webhook', 'webhook', 2, { httpMethod: 'POST', path: id });
			const nodes = [{ ...webhook, webhookId: id }, ...rest];
			const connections = nodes.slice(0, -1).map(({ name }, index) => {
				const next = to(nodes[index + 1]?.name ?? '');
				return [name, { main: Array(index === 1 ? outputsOfFirst : 1).fill([next]) }] as const;
			});
			return { name: `Bench ${id}`, nodes, connections: Object.fromEntries(connections) };
		},
		url: (baseUrl, id) => `${baseUrl}/webhook/${id}`,
	};
}

const trigger = (parameters: Record<string, unknown>): Kind => ({
	draft: (id) => triggerWorkflow(id, parameters),
	url: productionUrl,
});

const switchNode = () =>
	node('Switch', 'switch', 3.2, {
		rules: { values: ['message', 'call_ended'].map((event) => ({ conditions: equals(event) })) },
		options: {},
	});

const KINDS = {
	[BASELINE]: behindWebhook([node('Message', 'noOp', 1)]),
	'Webhook → Switch → Code': behindWebhook(
		[switchNode(), node('Reshape', 'code', 2, { jsCode: RESHAPE })],
		2,
	),
	'Webhook → Filter drops it': behindWebhook([
		node('Filter', 'filter', 2.2, { conditions: equals('call_started'), options: {} }),
		node('Message', 'noOp', 1),
	]),
	'Trigger, accepted': trigger({}),
	'Trigger, only Call Ended': trigger({ events: ['call_ended'] }),
	'Trigger, filtered': trigger({ events: ['other'] }),
} satisfies Record<string, Kind>;

export type CandidateName = keyof typeof KINDS;

export interface Candidate {
	name: CandidateName;
	workflowId: string;
	/** Where its events go, below that address of n8n. */
	url(baseUrl: string): string;
}

/** Makes the workflow and waits until it answers. */
export async function activate(client: N8nClient, name: CandidateName): Promise<Candidate> {
	const id = randomUUID();
	const { draft, url } = KINDS[name];
	const workflowId = await client.createWorkflow(draft(id));
	await client.activate(workflowId, async () => await isAnswering(url(client.baseUrl, id)));
	return { name, workflowId, url: (baseUrl) => url(baseUrl, id) };
}
