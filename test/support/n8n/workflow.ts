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
	/** Stands in the URLs of the node's webhooks. */
	webhookId?: string;
	credentials?: Record<string, { id: string; name: string }>;
}

/** By the name of a node: for each of its outputs, where the items go. */
type Connections = Record<
	string,
	{ main: Array<Array<{ node: string; type: 'main'; index: number }>> }
>;

/** To the only input of the node with that name. */
export const to = (node: string) => ({ node, type: 'main' as const, index: 0 });

/** The URL of a trigger's webhook (path `webhook`), as the editor shows it for an active workflow. */
export const productionUrl = (baseUrl: string, webhookId: string) =>
	`${baseUrl}/webhook/${webhookId}/webhook`;

/** The URL that answers only while the editor listens for a test event. */
export const testUrl = (baseUrl: string, webhookId: string) =>
	`${baseUrl}/webhook-test/${webhookId}/webhook`;
