import { randomUUID } from 'node:crypto';

/** A workflow as n8n's editor saves it. */
export interface WorkflowDraft {
	name: string;
	nodes: WorkflowNode[];
	connections: Connections;
	settings?: Record<string, unknown>;
	/** Pinned output items by the name of the node. */
	pinData?: Record<string, Array<{ json: object }>>;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	/** x and y on the canvas, in pixels. */
	position: [number, number];
	parameters: Record<string, unknown>;
	/** Part of the URLs of the node's webhooks. */
	webhookId?: string;
	credentials?: Record<string, { id: string; name: string }>;
}

type ConnectionType = 'main' | 'ai_languageModel' | 'ai_tool';
type Connection<Type extends ConnectionType> = { node: string; type: Type; index: number };

/** By the name of a node and the type of connection: for each of its outputs, the nodes that follow. */
type Connections = Record<string, { [Type in ConnectionType]?: Array<Array<Connection<Type>>> }>;

/** To the only input of the node with that name. */
export const to = (node: string) => ({ node, type: 'main' as const, index: 0 });

/** The URL of a trigger's webhook (path `webhook`), as the editor shows it for an active workflow. */
export const productionUrl = (baseUrl: string, webhookId: string) =>
	`${baseUrl}/webhook/${webhookId}/webhook`;

/** The URL that works only while the editor listens for a test event. */
export const testUrl = (baseUrl: string, webhookId: string) =>
	`${baseUrl}/webhook-test/${webhookId}/webhook`;

/** A Switch node with one output for each event, named if `names` are given. */
export const eventSwitch = (
	name: string,
	leftValue: string,
	events: readonly string[],
	names: readonly string[] = [],
	options: Record<string, unknown> = {},
): WorkflowNode => ({
	id: randomUUID(),
	name,
	type: 'n8n-nodes-base.switch',
	typeVersion: 3.2,
	position: [0, 0],
	parameters: {
		rules: {
			values: events.map((event, index) => ({
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					conditions: [
						{
							id: randomUUID(),
							leftValue,
							rightValue: event,
							operator: { type: 'string', operation: 'equals' },
						},
					],
					combinator: 'and',
				},
				...(names[index] && { renameOutput: true, outputKey: names[index] }),
			})),
		},
		options,
	},
});
