/** The pairs of examples for people who come from n8n's Webhook node (docs/migrating.md). */
import { randomUUID } from 'node:crypto';
import type { WorkflowDraft } from '../../support/n8n/workflow';
import {
	callEndedWithCallData,
	capturedMessage,
	documentedCallEnded,
	documentedMessage,
	greeting,
} from '../../support/samples/payloads';

const ENDS = [documentedCallEnded, callEndedWithCallData];

/** Each pair with what is sent to it, and the nodes whose items are the outcome. */
export const MOVING_OVER = [
	{ name: 'call-analysis', events: ENDS, outcome: ['Your model and sheet'] },
	{ name: 'interview-notes', events: ENDS, outcome: ['Your sheet'] },
	{
		name: 'sales-signals',
		events: [greeting, capturedMessage, documentedMessage, ...ENDS],
		outcome: ['Alert your team', 'Report to your team'],
	},
];

export const rawModeExample = (name: string) => `${name}.raw-mode`;
export const typedExample = (name: string) => `${name}.typed`;

/**
 * The workflow as it was before moving over: n8n's Webhook node, of the same name, where our trigger
 * stands, with its only output wired to whatever followed any of the trigger's.
 */
export function behindWebhookNode(draft: WorkflowDraft, trigger: string, webhookPath: string) {
	const followers = (draft.connections[trigger]?.main ?? []).flat();
	const once = new Map(followers.map((follower) => [follower.node, follower]));
	return {
		...draft,
		nodes: draft.nodes.map((node) =>
			node.name === trigger
				? {
						...node,
						id: randomUUID(),
						type: 'n8n-nodes-base.webhook',
						typeVersion: 2,
						webhookId: webhookPath,
						parameters: { httpMethod: 'POST', path: webhookPath, options: {} },
					}
				: node,
		),
		connections: { ...draft.connections, [trigger]: { main: [[...once.values()]] } },
	};
}
