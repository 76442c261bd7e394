/** The workflows of `examples/`, as a person imports them and fills in what is missing. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod/v4';
import type { N8nClient } from '../../support/n8n/client';
import type { WorkflowDraft, WorkflowNode } from '../../support/n8n/workflow';
import type { SavedCredential } from '../../support/n8n/credentials';

const FOLDER = path.resolve(__dirname, '../../../examples');

/** Strict, so that no example carries a credential, a webhook ID or test data of its maker. */
const exampleSchema = z.strictObject({
	name: z.string(),
	nodes: z.array(
		z.strictObject({
			id: z.string(),
			name: z.string(),
			type: z.string(),
			typeVersion: z.number(),
			position: z.tuple([z.number(), z.number()]),
			parameters: z.record(z.string(), z.unknown()),
		}),
	),
	connections: z.record(
		z.string(),
		z.strictObject({
			main: z.array(
				z.array(z.strictObject({ node: z.string(), type: z.literal('main'), index: z.number() })),
			),
		}),
	),
	settings: z.record(z.string(), z.unknown()),
});
type Example = z.infer<typeof exampleSchema>;

export async function readExample(name: string): Promise<Example> {
	return exampleSchema.parse(JSON.parse(await readFile(path.join(FOLDER, `${name}.json`), 'utf8')));
}

export interface FillIn {
	/** By their type; given to the nodes that ask for them. */
	credentials?: Record<string, SavedCredential>;
	/** By the name of the node. */
	parameters?: Record<string, Record<string, unknown>>;
}

/** Which credential a node of an example asks for. */
const CREDENTIAL_OF: Record<string, string> = {
	'n8n-nodes-beyond-presence.beyondPresence': 'beyondPresenceApi',
	'n8n-nodes-beyond-presence.beyondPresencePollTrigger': 'beyondPresenceApi',
	'n8n-nodes-beyond-presence.beyondPresenceTrigger': 'beyondPresenceApi',
	'n8n-nodes-base.slack': 'slackApi',
	'n8n-nodes-base.hubspot': 'hubspotAppToken',
	'n8n-nodes-base.asana': 'asanaApi',
};

const STARTS_BY_WEBHOOK = ['beyondPresenceTrigger', 'formTrigger', 'form'];

/** The example with what a person adds in the editor, and the webhook ID that the editor adds. */
export function filledIn(
	example: Example,
	webhookId: string,
	{ credentials = {}, parameters = {} }: FillIn,
): WorkflowDraft {
	const nodes = example.nodes.map((node): WorkflowNode => {
		const type = CREDENTIAL_OF[node.type] ?? '';
		const credential = credentials[type];
		const hasWebhook = STARTS_BY_WEBHOOK.some((name) => node.type.endsWith(`.${name}`));
		return {
			...node,
			parameters: { ...node.parameters, ...parameters[node.name] },
			...(credential && { credentials: { [type]: credential } }),
			...(hasWebhook && { webhookId: node.type.endsWith('.form') ? randomUUID() : webhookId }),
		};
	});
	return { ...example, nodes };
}

/** Executes what an example calls "Once, to set up", and waits for its end. */
export async function runSetUp(client: N8nClient, workflowId: string): Promise<void> {
	const before = await client.countExecutions(workflowId);
	await client.editorApi('POST', `/workflows/${workflowId}/run`, {
		triggerToStartFrom: { name: 'Once, to set up' },
	});
	await client.waitForExecutions(workflowId, before + 1);
}
