/** Workflows for people who come from n8n's Webhook node (docs/migrating.md). */
import { randomUUID } from 'node:crypto';
import { to, type WorkflowDraft, type WorkflowNode } from '../../support/n8n/workflow';
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

/** The same workflow with n8n's Webhook node, of the same name and connection, in place of our trigger. */
export function behindWebhookNode(draft: WorkflowDraft, trigger: string, webhookPath: string) {
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
	};
}

/** Each way in which a node refers to the item of a trigger named Webhook, but for its field. */
const ANYWHERE = [
	"$('Webhook').first().json",
	"$('Webhook').last().json",
	"$('Webhook').all()[0].json",
	"$('Webhook').itemMatching(0).json",
	"$node['Webhook'].json",
];
const ALL_ITEMS = [
	...ANYWHERE,
	'$input.first().json',
	'$input.all()[0].json',
	"$items('Webhook')[0].json",
];
const EACH_ITEM = [...ANYWHERE, '$json', '$input.item.json', "$('Webhook').item.json"];
const EXPRESSIONS = [...new Set([...ALL_ITEMS, ...EACH_ITEM])];
/** By the node that uses them. */
export const REFERENCES = {
	Expressions: EXPRESSIONS,
	'Code for all items': ALL_ITEMS,
	'Code for each item': EACH_ITEM,
};

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: WorkflowNode['parameters'],
): WorkflowNode => ({
	...{ id: randomUUID(), name, type: `n8n-nodes-base.${type}`, typeVersion, parameters },
	position: [300, 0],
});

/**
 * A trigger named Webhook, followed by nodes that read a field of its item in every way.
 *
 * @param field its path in the item, such as `body.call_id`
 */
export function referencesWorkflow(
	webhookId: string,
	parameters: WorkflowNode['parameters'],
	field: string,
): WorkflowDraft {
	const object = (forms: string[]) =>
		`({ ${forms.map((form) => `${JSON.stringify(form)}: ${form}.${field}`).join(', ')} })`;
	const trigger: WorkflowNode = {
		...node('Webhook', '', 1.1, parameters),
		...{ type: 'n8n-nodes-beyond-presence.beyondPresenceTrigger', position: [0, 0], webhookId },
	};
	const readers = [
		node('Expressions', 'set', 3.4, {
			mode: 'raw',
			jsonOutput: `={{ ${object(EXPRESSIONS)} }}`,
			options: { dotNotation: false },
		}),
		node('Code for all items', 'code', 2, { jsCode: `return [{ json: ${object(ALL_ITEMS)} }];` }),
		node('Code for each item', 'code', 2, {
			mode: 'runOnceForEachItem',
			jsCode: `return { json: ${object(EACH_ITEM)} };`,
		}),
	];
	return {
		name: `References to ${field}`,
		nodes: [trigger, ...readers],
		connections: { Webhook: { main: [readers.map(({ name }) => to(name))] } },
	};
}
