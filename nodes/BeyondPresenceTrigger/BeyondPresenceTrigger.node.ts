import {
	NodeConnectionTypes,
	type IDataObject,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { CallMemory } from './callMemory';
import { panelTexts, properties } from './description';
import { EVENT_NAMES, parseEvent } from './events';
import { toItem } from './items';
import { rawItem } from './rawItem';
import { recall } from './recall';
import { readBody } from './requestBody';
import { route } from './routing';
import { readSettings } from './settings';

const memory = new CallMemory();

/** Answers without starting an execution; in the editor the test URL keeps listening. */
const answer = (webhookResponse: IDataObject): IWebhookResponseData => ({ webhookResponse });

/** Refuses without an exception, for which n8n would answer 500 and save a failed execution. */
function refuse(context: IWebhookFunctions, status: number, error: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ error });
	return { noWebhookResponse: true };
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
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: 'Starts the workflow when a Beyond Presence video agent sends a call event',
		defaults: { name: 'Beyond Presence Trigger' },
		inputs: [],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Call Started', 'Message', 'Call Ended', 'Other'],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				responseData: 'noData',
			},
		],
		properties,
		...panelTexts,
	};

	/** Beyond Presence has no API for its webhook URL: a person pastes it, so n8n's part is all. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const received = await readBody(this.getRequestObject());
		if ('error' in received) return refuse(this, 400, received.error);

		const parsed = parseEvent(received.body);
		if ('error' in parsed) return refuse(this, 400, parsed.error);
		if ('isTest' in parsed) return answer({ status: 'ok' });
		const { event } = parsed;

		const settings = readSettings(this);
		const keepsCalls = settings.events.includes('call_started');
		const persisted = keepsCalls ? this.getWorkflowStaticData('node') : undefined;
		const { known, isStart } = recall(memory, memoryKey(this), event, persisted, Date.now());

		const routed = route(event, known.agent_id, isStart, settings);
		if ('ignored' in routed) return answer({ status: 'ignored', reason: routed.ignored });

		return {
			workflowData: EVENT_NAMES.map((output) => {
				if (!routed.outputs.includes(output)) return [];
				const json = settings.simplify
					? toItem(output, event, known)
					: rawItem(this, event.payload);
				return [{ json }];
			}),
		};
	}
}
