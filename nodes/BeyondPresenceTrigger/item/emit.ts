/** The items that an event becomes. */
import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { conversationOf } from '../../shared/calls/conversation';
import { withAdditions } from '../../shared/events/additions';
import type { EventName, WebhookEvent } from '../../shared/events/event';
import { toItem } from '../../shared/events/toItem';
import type { Redact } from '../authentication/redact';
import type { CallLookUp } from '../calls/lookUp';
import type { RecalledCall } from '../calls/recall';
import { rawItem } from './rawItem';

interface Selected {
	event: WebhookEvent;
	/** One item each, in this order. */
	kinds: readonly EventName[];
	call: RecalledCall;
	lookUp: CallLookUp;
	redact: Redact;
}

interface ItemSettings {
	simplify: boolean;
	useApi: boolean;
	addCallDetails: boolean;
	addCallFacts: boolean;
	/** What has to be fixed in the form; items say it as well. */
	problems: readonly string[];
}

const hasMessages = ({ messages }: IDataObject) =>
	messages !== undefined &&
	messages !== null &&
	!(Array.isArray(messages) && messages.length === 0);

/** A raw item shows the request, so there is one also for a greeting that starts its call. */
export async function emit(
	context: IWebhookFunctions,
	{ event, kinds, call, lookUp, redact }: Selected,
	{ simplify, useApi, addCallDetails, addCallFacts, problems }: ItemSettings,
): Promise<INodeExecutionData[]> {
	const additions: IDataObject = addCallDetails ? { call: { ...(await lookUp.details()) } } : {};
	const issues = problems.map((problem) => `Settings of the node: ${problem}`);
	if (!simplify) {
		const item = rawItem(context, event.payload, redact);
		return [{ json: withAdditions(item, additions, issues) }];
	}
	const lacksMessages = event.name === 'call_ended' && !hasMessages(event.payload);
	const messages = useApi && lacksMessages ? await lookUp.messages() : undefined;
	return kinds.map((kind) => {
		const item = toItem(kind, event, call.known, messages);
		const facts = addCallFacts && 'transcript' in item ? conversationOf(item) : {};
		return { json: withAdditions(item, { ...additions, ...facts }, issues) };
	});
}
