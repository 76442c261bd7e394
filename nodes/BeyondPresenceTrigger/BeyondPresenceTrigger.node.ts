import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { API_CREDENTIAL } from '../shared/api/credential';
import { searchAgents } from '../shared/parameters/listSearch/searchAgents';
import { isAuthentic, NOT_AUTHENTIC, readCredential } from './authentication/authentication';
import { withDetails } from '../shared/calls/callDetails';
import { lookUpCall } from './calls/callLookUp';
import { CallMemory } from './calls/callMemory';
import { webhookSecretTest } from './authentication/credentialTest';
import { panelTexts, properties } from './description';
import { Duplicates } from './filter/duplicates';
import { parseEvent } from '../shared/events/events';
import { toItem } from '../shared/events/items';
import { rawItem } from './item/rawItem';
import { recall } from './calls/recall';
import { keepAll, redactor, type Redact } from './authentication/redact';
import { readBody } from './request/body';
import { route } from './filter/routing';
import { noteAgainLater } from './calls/seenCalls';
import { asksForSecret, readSettings, savedSecret } from './settings';

const memory = new CallMemory();
const duplicates = new Duplicates();

/** Answers without starting an execution; in the editor the test URL keeps listening. */
const answer = (webhookResponse: IDataObject): IWebhookResponseData => ({ webhookResponse });

/** Refuses without an exception, for which n8n would answer 500 and save a failed execution. */
function refuse(context: IWebhookFunctions, status: number, error: string): IWebhookResponseData {
	const headers = { 'Content-Type': 'application/json; charset=utf-8' };
	context.getResponseObject().writeHead(status, headers).end(JSON.stringify({ error }));
	return { noWebhookResponse: true };
}

/**
 * Lets a request in, and gives what takes the secret out of its raw item. Never throws; the log says
 * why nobody gets in where that is for the owner to mend.
 */
async function admit(context: IWebhookFunctions, isTest: boolean): Promise<Redact | undefined> {
	if (!asksForSecret(context)) return keepAll;
	const read = readCredential(await savedSecret(context));
	if ('problem' in read) {
		context.logger.warn(`"${context.getNode().name}" refuses every request: ${read.problem}`);
		return undefined;
	}
	const { originalUrl: url, rawHeaders, rawBody } = context.getRequestObject();
	if (!isAuthentic({ url, rawHeaders, rawBody }, read.credential, isTest)) return undefined;
	return (value) => redactor(read.credential, url)(value);
}

/** The editor's test URL takes every event, because people send the same one until it works. */
function isDuplicate(context: IWebhookFunctions): boolean {
	const { rawBody } = context.getRequestObject();
	if (context.getMode() === 'manual' || !rawBody) return false;
	return duplicates.isRepeated(memoryKey(context), rawBody);
}

/** Test and production events of one node do not share a memory. */
function memoryKey(context: IWebhookFunctions): string {
	return [context.getWorkflow().id, context.getNode().id, context.getMode()].join('/');
}

export class BeyondPresenceTrigger implements INodeType {
	/**
	 * Everything here is static and the version is not 1: n8n 2 takes about 40 ms of CPU for a
	 * request that needs an expression evaluated, and for version 1 it always evaluates one.
	 */
	description: INodeTypeDescription = {
		displayName: 'Beyond Presence Trigger',
		name: 'beyondPresenceTrigger',
		icon: {
			light: 'file:../../icons/beyondPresence.svg',
			dark: 'file:../../icons/beyondPresence.dark.svg',
		},
		group: ['trigger'],
		version: 1.1,
		subtitle: '={{$parameter["events"].join(", ").replaceAll("_", " ")}}',
		description: 'Starts the workflow when a Beyond Presence video agent sends a call event',
		defaults: { name: 'Beyond Presence Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				responseData: 'noData',
			},
		],
		credentials: [
			{
				name: 'beyondPresenceWebhookApi',
				required: true,
				displayOptions: { show: { authentication: ['webhookSecret'] } },
				testedBy: 'webhookSecretTest',
			},
			{
				name: API_CREDENTIAL,
				required: true,
				displayOptions: { show: { useApi: [true] } },
			},
		],
		properties,
		...panelTexts,
	};

	methods = { credentialTest: { webhookSecretTest }, listSearch: { searchAgents } };

	/**
	 * Beyond Presence has no API for its webhook URL: a person pastes it, so there is nothing to create
	 * but the certainty that the node can tell who sends. n8n asks for it at activation, when it
	 * starts, and before it listens for a test event.
	 */
	webhookMethods = {
		default: {
			/** Never, because n8n then leaves `create` out. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				if (!asksForSecret(this)) return true;
				const read = readCredential(await savedSecret(this));
				if ('problem' in read) throw new NodeOperationError(this.getNode(), read.problem);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const received = await readBody(this.getRequestObject());
		const parsed = 'error' in received ? received : parseEvent(received.body);

		// The body is read before, because a signature covers it and a test may pass without one.
		const redact = await admit(this, 'isTest' in parsed);
		if (!redact) return refuse(this, 401, NOT_AUTHENTIC);
		if ('error' in parsed) return refuse(this, 400, parsed.error);
		if ('isTest' in parsed) return answer({ status: 'ok' });
		const { event } = parsed;

		const settings = readSettings(this);
		const keepsCalls = settings.events.includes('call_started');
		const persisted = keepsCalls ? this.getWorkflowStaticData('node') : undefined;
		const trigger = memoryKey(this);
		const recalled = recall(memory, trigger, event, persisted, Date.now());
		const lookedUp = await lookUpCall(this, memory, trigger, event, recalled, settings);
		const { known, details } = lookedUp;

		const routed = route(event, known.agent_id, recalled.isStart, settings);
		if ('ignored' in routed) return answer({ status: 'ignored', reason: routed.ignored });
		if (settings.ignoreDuplicates && isDuplicate(this)) {
			return answer({ status: 'ignored', reason: 'This event came before.' });
		}

		if (persisted && recalled.isNoted) void noteAgainLater(persisted);
		const items = routed.outputs.map((kind): INodeExecutionData => {
			const json = settings.simplify
				? toItem(kind, event, known)
				: rawItem(this, event.payload, redact);
			return { json: withDetails(json, details) };
		});
		return { workflowData: [items] };
	}
}
