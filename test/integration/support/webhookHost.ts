/**
 * What n8n's server does around a webhook node: it parses the body, makes the context, and answers.
 * Everything else is n8n-core's own.
 */
import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { HookContext, WebhookContext, type PackageDirectoryLoader } from 'n8n-core';
import {
	UnexpectedError,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { byEvent } from '../../support/events/byEvent';
import { additionalDataFor, PackageNodeTypes } from './host';

export interface Delivery {
	body: unknown;
	parameters?: INodeParameters;
	mode?: WorkflowExecuteMode;
	/** Two nodes share nothing. */
	nodeId?: string;
	/** The workflow's saved static data; what the node writes is written into it. */
	staticData?: IDataObject;
	/** The saved credential of the API, if the node has one. */
	apiCredential?: ICredentialDataDecryptedObject;
	/** The saved webhook secret, if the node has one. */
	secretCredential?: ICredentialDataDecryptedObject;
	/** After the path, with its question mark. */
	query?: string;
	/** Whether n8n cannot store the execution, for which it responds 500. */
	storeFails?: boolean;
	/** Whether the sender has closed the connection before the node is called. */
	isSenderGone?: boolean;
	/** Gets the warnings that the node writes to n8n's log. */
	warnings?: string[];
}

interface Outcome {
	status: number;
	answer: unknown;
	/** The items by event; missing if no execution starts. */
	items?: Record<string, IDataObject[]>;
}

class RecordedResponse extends ServerResponse {
	written = '';

	override end(chunk?: unknown): this {
		if (typeof chunk === 'string') this.written += chunk;
		if (!this.destroyed) this.emit('finish');
		return this;
	}
}

async function loseSender(response: ServerResponse): Promise<void> {
	const socket = new Socket();
	response.assignSocket(socket);
	socket.destroy();
	await once(response, 'close');
}

function requestWith(body: unknown, query: string): IncomingMessage {
	const request = new IncomingMessage(new Socket());
	request.method = 'POST';
	request.url = `/webhook/id/webhook${query}`;
	request.headers = { 'content-type': 'application/json', host: 'n8n.invalid' };
	// n8n's own additions, made before it calls a node.
	const rawBody = Buffer.from(JSON.stringify(body) ?? '');
	const added = { contentType: 'application/json', body, rawBody, params: {} };
	return Object.assign(request, added, {
		originalUrl: request.url,
		query: Object.fromEntries(new URLSearchParams(query)),
	});
}

/** A workflow of the trigger alone. */
function workflowOf(
	loader: PackageDirectoryLoader,
	{ parameters = {}, nodeId = 'node', ...saved }: Omit<Delivery, 'body'>,
): Workflow {
	const node: INode = {
		id: nodeId,
		name: 'Beyond Presence Trigger',
		type: 'n8n-nodes-beyond-presence.beyondPresenceTrigger',
		typeVersion: 1.1,
		webhookId: 'webhook',
		position: [0, 0],
		parameters,
		credentials: {
			...(saved.apiCredential && { beyondPresenceApi: { id: '1', name: 'Test' } }),
			...(saved.secretCredential && { beyondPresenceWebhookApi: { id: '2', name: 'Test' } }),
		},
	};
	return new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: new PackageNodeTypes(loader),
		staticData: saved.staticData,
	});
}

function onlyNode(workflow: Workflow): INode {
	const [node] = Object.values(workflow.nodes);
	if (!node) throw new UnexpectedError('The workflow has no node');
	return node;
}

/** Does what n8n does with the trigger when its workflow is published; throws what the node throws. */
export async function activate(
	loader: PackageDirectoryLoader,
	saved: Omit<Delivery, 'body'>,
	activation: WorkflowActivateMode = 'activate',
): Promise<void> {
	const workflow = workflowOf(loader, saved);
	const additionalData = additionalDataFor(loader, saved.secretCredential ?? {});
	const node = onlyNode(workflow);
	const context = new HookContext(workflow, node, additionalData, 'trigger', activation);
	const { type } = loader.getNode('beyondPresenceTrigger');
	const hooks = 'webhookMethods' in type ? type.webhookMethods?.default : undefined;
	if (!hooks) throw new UnexpectedError('The node has no hooks');
	if (!(await hooks.checkExists.call(context))) await hooks.create.call(context);
}

/** Delivers one request to the trigger of a built package, as n8n does. */
export async function deliver(
	loader: PackageDirectoryLoader,
	{
		body,
		mode = 'webhook',
		query = '',
		storeFails = false,
		isSenderGone = false,
		warnings = [],
		...saved
	}: Delivery,
): Promise<Outcome> {
	const workflow = workflowOf(loader, saved);
	const request = requestWith(body, query);
	const response = new RecordedResponse(request);
	if (isSenderGone) await loseSender(response);
	const additionalData: IWorkflowExecuteAdditionalData = Object.assign(
		additionalDataFor(loader, saved.apiCredential ?? saved.secretCredential ?? {}),
		{ httpRequest: request, httpResponse: response },
	);
	const context = contextOf(workflow, additionalData, mode);
	const { type } = loader.getNode('beyondPresenceTrigger');
	if (!('webhook' in type) || !type.webhook) throw new UnexpectedError('There is no webhook');
	const warn = jest.spyOn(context.logger, 'warn').mockImplementation((line) => {
		warnings.push(line);
	});
	const result = await type.webhook.call(context).finally(() => warn.mockRestore());

	if (result.noWebhookResponse) {
		return { status: response.statusCode, answer: JSON.parse(response.written) };
	}
	// n8n stores the execution before it responds.
	response.statusCode = storeFails ? 500 : 200;
	response.end();
	if (storeFails) return { status: 500, answer: '' };
	const answer = result.workflowData ? '' : result.webhookResponse;
	return {
		status: 200,
		answer,
		...(result.workflowData && {
			items: byEvent((result.workflowData[0] ?? []).map(({ json }) => json)),
		}),
	};
}

function contextOf(
	workflow: Workflow,
	additionalData: IWorkflowExecuteAdditionalData,
	mode: WorkflowExecuteMode,
): WebhookContext {
	const node = onlyNode(workflow);
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
