import {
	NodeConnectionTypes,
	NodeOperationError,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { API_CREDENTIAL } from '../shared/api/credential';
import { readFacts } from '../shared/events/facts';
import { searchAgents } from '../shared/parameters/listSearch/searchAgents';
import { admit, asksForSecret, reportUnusable } from './authentication/admit';
import { readCredential, savedSecret } from './authentication/credential';
import { webhookSecretTest } from './authentication/credentialTest';
import { callOf, saveAgain } from './calls/callOf';
import { CallLookUp } from './calls/lookUp';
import { panelTexts, properties } from './description';
import { filterEvent } from './filter/filter';
import { emit } from './item/emit';
import { readEvent } from './request/event';
import {
	accept,
	ignore,
	isAcknowledged,
	refuseBody,
	refuseSender,
	respondToPing,
} from './request/responses';
import { checkSettings, readSettings, reportProblems } from './settings';

/** n8n also publishes again what was published before. */
const isStartOfN8n = (context: IHookFunctions): boolean =>
	['init', 'leadershipChange'].includes(context.getActivationMode());

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
		subtitle: '={{ [$parameter["events"]].flat().join(", ").replaceAll("_", " ") }}',
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
				// With a slash: n8n 1.x hides a Boolean that decides about a credential by its name.
				displayOptions: { show: { '/useApi': [true] } },
			},
		],
		properties,
		...panelTexts,
	};

	methods = { credentialTest: { webhookSecretTest }, listSearch: { searchAgents } };

	/**
	 * Beyond Presence has no API for its webhook URL: a person pastes it, so nothing is registered
	 * here. n8n calls these when a workflow is published, when n8n starts, and before it listens for
	 * a test event.
	 */
	webhookMethods = {
		default: {
			/** Never, because n8n would then leave `create` out. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/**
			 * Refuses settings that would fail for each event. When n8n starts it only reports them: a
			 * workflow that an earlier version has published goes on receiving events, and one whose
			 * secret cannot be read for the moment refuses requests only until it can. n8n would remove
			 * all webhooks of the workflow, and wait for up to a day before it adds them again.
			 */
			async create(this: IHookFunctions): Promise<boolean> {
				const isStart = isStartOfN8n(this);
				if (isStart) reportProblems(this.logger, this.getNode());
				else checkSettings(this.getNode());
				if (!asksForSecret(this)) return true;
				const read = readCredential(await savedSecret(this));
				if (read.kind !== 'unusable') return true;
				if (!isStart) throw new NodeOperationError(this.getNode(), read.problem);
				reportUnusable(this, read.problem);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	/** request → authentication → event → call memory → filter → item → n8n */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const event = await readEvent(this);

		const admission = await admit(this, event.kind === 'ping');
		if (admission.kind === 'refused') return refuseSender(this);
		if (event.kind === 'notAnEvent') return refuseBody(this, event.error);
		if (event.kind === 'ping') return respondToPing();

		const settings = readSettings(this.getNode());
		const { events, useApi } = settings;
		const facts = readFacts(event);

		const acknowledged = isAcknowledged(this);
		const call = callOf(this, event.name, facts, events.has('call_started'), acknowledged);
		const lookUp = new CallLookUp(this, call, useApi, event.name === 'call_ended');

		const candidate = {
			event,
			sender: facts.sender,
			isStart: call.isStart,
			agentId: call.known.agent_id,
			lookUpAgent: async () => await lookUp.agentId(),
			isAcknowledged: acknowledged,
		};
		const filtered = await filterEvent(this, candidate, settings);
		if (filtered.kind === 'ignored') return ignore(filtered.reason);

		const { redact } = admission;
		const selected = { event, kinds: filtered.items, call, lookUp, redact };
		const items = await emit(this, selected, settings);
		if (call.isSaved) void saveAgain(this);
		return accept(items);
	}
}
