/** What is measured: the trigger, and what people build instead of it. */
import { randomUUID } from 'node:crypto';
import { isResponding } from '../events/post';
import type { N8nClient } from '../n8n/client';
import { createSecret } from '../n8n/credentials';
import { triggerWorkflow } from '../n8n/listener';
import {
	eventSwitch,
	productionUrl,
	to,
	type WorkflowDraft,
	type WorkflowNode,
} from '../n8n/workflow';

/** Accepted by n8n's Webhook node, which the others are compared with. */
export const BASELINE = 'Webhook node';

const SECRET = 'correct-horse-battery-staple';

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

/** n8n's Webhook node with other nodes behind it, one after the other. */
function webhookWorkflow(
	webhookId: string,
	rest: WorkflowNode[],
	options: Record<string, unknown> = {},
): WorkflowDraft {
	// The path makes the URL that of our trigger.
	const parameters = { httpMethod: 'POST', path: `${webhookId}/webhook`, options };
	const nodes = [{ ...node('Webhook', 'webhook', 2, parameters), webhookId }, ...rest];
	const connections = nodes.slice(0, -1).map(({ name }, index) => {
		const next = [to(nodes[index + 1]?.name ?? '')];
		return [name, { main: Array(name === 'Switch' ? 2 : 1).fill(next) }] as const;
	});
	return { name: `Benchmark ${webhookId}`, nodes, connections: Object.fromEntries(connections) };
}

const noOp = () => node('Next', 'noOp', 1);

const DRAFTS = {
	[BASELINE]: (id: string) => webhookWorkflow(id, [noOp()]),
	'Webhook node, ignored by Only Run If': (id: string) =>
		webhookWorkflow(id, [noOp()], { onlyRunIf: "={{ $json.body.event_type === 'other' }}" }),
	'Webhook → Switch → Code': (id: string) =>
		webhookWorkflow(id, [
			eventSwitch('Switch', '={{ $json.body.event_type }}', ['message', 'call_ended']),
			node('Reshape', 'code', 2, { jsCode: RESHAPE }),
		]),
	'Trigger, accepted': (id: string) => triggerWorkflow(id, {}),
	'Trigger, filtered out': (id: string) => triggerWorkflow(id, { events: ['other'] }),
	'Trigger with a secret, accepted': (id: string) =>
		triggerWorkflow(id, { authentication: 'webhookSecret' }),
} satisfies Record<string, (id: string) => WorkflowDraft>;

export type CandidateName = keyof typeof DRAFTS;
export const CANDIDATES = Object.keys(DRAFTS) as CandidateName[];

/** Publishes the workflow of a candidate, and returns the URL for its events. */
export async function publishCandidate(client: N8nClient, name: CandidateName): Promise<string> {
	const id = randomUUID();
	const draft = DRAFTS[name](id);
	let url = productionUrl(client.baseUrl, id);
	const [first] = draft.nodes;
	if (first?.parameters.authentication !== undefined) {
		const secret = { method: 'queryParameter' as const, secret: SECRET };
		first.credentials = { beyondPresenceWebhookApi: await createSecret(client, secret) };
		url += `?secret=${SECRET}`;
	}
	const workflowId = await client.createWorkflow(draft);
	await client.activate(workflowId, async () => await isResponding(url));
	return url;
}
