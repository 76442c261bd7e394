/**
 * What n8n's server does around a webhook node: it parses the body, makes the context, and answers.
 * Everything else is n8n-core's own.
 */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { WebhookContext, type PackageDirectoryLoader } from 'n8n-core';
import {
	UnexpectedError,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor, PackageNodeTypes } from '../beyondPresence/host';

const OUTPUTS = ['Call Started', 'Message', 'Call Ended', 'Other'];

export interface Delivery {
	body: unknown;
	parameters?: INodeParameters;
	mode?: WorkflowExecuteMode;
	/** Two nodes share nothing. */
	nodeId?: string;
	/** The workflow's saved static data; what the node writes is written into it. */
	staticData?: IDataObject;
	/** The saved credential of the API, where the node has one. */
	apiCredential?: ICredentialDataDecryptedObject;
}

interface Outcome {
	status: number;
	answer: unknown;
	/** The items by output, or nothing where no execution starts. */
	items?: Record<string, IDataObject[]>;
}

class RecordedResponse extends ServerResponse {
	written = '';

	override end(chunk?: unknown): this {
		if (typeof chunk === 'string') this.written += chunk;
		return this;
	}
}

function requestWith(body: unknown): IncomingMessage {
	const request = new IncomingMessage(new Socket());
	request.method = 'POST';
	request.url = '/webhook/id/webhook';
	request.headers = { 'content-type': 'application/json', host: 'n8n.invalid' };
	// n8n's own additions, made before it calls a node.
	const rawBody = Buffer.from(JSON.stringify(body) ?? '');
	const added = { contentType: 'application/json', body, rawBody, params: {}, query: {} };
	return Object.assign(request, added, { originalUrl: request.url });
}

function itemsByOutput(data: INodeExecutionData[][]): Record<string, IDataObject[]> {
	const entries = data.map((items, index): [string, IDataObject[]] => [
		OUTPUTS[index] ?? String(index),
		items.map(({ json }) => json),
	]);
	return Object.fromEntries(entries.filter(([, items]) => items.length > 0));
}

/** Delivers one request to the trigger of a built package, as n8n does. */
export async function deliver(
	loader: PackageDirectoryLoader,
	{ body, parameters = {}, mode = 'webhook', nodeId = 'node', ...saved }: Delivery,
): Promise<Outcome> {
	const node: INode = {
		id: nodeId,
		name: 'Beyond Presence Trigger',
		type: 'n8n-nodes-beyond-presence.beyondPresenceTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		parameters,
		...(saved.apiCredential && {
			credentials: { beyondPresenceApi: { id: '1', name: 'Test' } },
		}),
	};
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: new PackageNodeTypes(loader),
		staticData: saved.staticData,
	});
	const request = requestWith(body);
	const response = new RecordedResponse(request);
	const additionalData: IWorkflowExecuteAdditionalData = Object.assign(
		additionalDataFor(loader, saved.apiCredential ?? {}),
		{ httpRequest: request, httpResponse: response },
	);
	const context = contextOf(workflow, additionalData, mode);
	const { type } = loader.getNode('beyondPresenceTrigger');
	if (!('webhook' in type) || !type.webhook) throw new UnexpectedError('There is no webhook');
	const result = await type.webhook.call(context);

	if (result.noWebhookResponse) {
		return { status: response.statusCode, answer: JSON.parse(response.written) };
	}
	const answer = result.workflowData ? '' : result.webhookResponse;
	return {
		status: 200,
		answer,
		...(result.workflowData && { items: itemsByOutput(result.workflowData) }),
	};
}

function contextOf(
	workflow: Workflow,
	additionalData: IWorkflowExecuteAdditionalData,
	mode: WorkflowExecuteMode,
): WebhookContext {
	const [node] = Object.values(workflow.nodes);
	if (!node) throw new UnexpectedError('The workflow has no node');
	const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const [webhookDescription] = description.webhooks ?? [];
	if (!webhookDescription) throw new UnexpectedError('The node has no webhook');
	const webhookData = {
		httpMethod: 'POST' as const,
		node: node.name,
		path: 'id/webhook',
		webhookDescription,
		workflowId: workflow.id,
		workflowExecuteAdditionalData: additionalData,
	};
	return new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
}
