/** Whether an event starts an execution, and as which items. */
import type { IWebhookFunctions } from 'n8n-workflow';
import type { WebhookEvent } from '../../shared/events/event';
import { shown } from '../../shared/fields/values';
import { isTest, triggerKey } from '../request/event';
import { ReportedOnce } from '../request/reportedOnce';
import { IGNORED } from '../request/responses';
import { reasonToIgnoreAgent, type AgentFilter } from './agents';
import { Duplicates } from './duplicates';
import { select, type Selected, type Selection } from './select';

const duplicates = new Duplicates();
const unknownEvents = new ReportedOnce();

interface Filter extends Selection, AgentFilter {
	ignoreDuplicates: boolean;
}

/** What is known about an event when it is filtered. */
interface Candidate {
	event: WebhookEvent;
	/** Who spoke, for a `message`. */
	sender: string | null;
	/** The event is the first sign of its call. */
	isStart: boolean;
	/** The agent as far as events said. */
	agentId: string | null;
	/** Asks the API for the agent. */
	lookUpAgent: () => Promise<string | null>;
	isAcknowledged: Promise<boolean>;
}

/** The editor's test URL accepts every event, because people send the same one until it works. */
async function isDuplicate(context: IWebhookFunctions, isAcknowledged: Promise<boolean>) {
	const { rawBody } = context.getRequestObject();
	if (isTest(context) || !rawBody) return false;
	return await duplicates.isRepeated(triggerKey(context), rawBody, isAcknowledged);
}

export async function filterEvent(
	context: IWebhookFunctions,
	{ event, sender, isStart, agentId, lookUpAgent, isAcknowledged }: Candidate,
	filter: Filter,
): Promise<Selected> {
	const selected = select(event.name, sender, isStart, filter);
	if (selected.kind === 'ignored') {
		if (event.name === 'other') {
			const name = shown(context.getNode().name);
			const warning = `${name} ignores the event ${shown(event.event_type)}, which it does not know. Select 'Other' in 'Events' to receive such events.`;
			unknownEvents.report(context.logger, triggerKey(context), warning);
		}
		return selected;
	}
	const reason = await reasonToIgnoreAgent(filter, agentId, lookUpAgent);
	if (reason !== undefined) return { kind: 'ignored', reason };
	if (filter.ignoreDuplicates && (await isDuplicate(context, isAcknowledged))) {
		return { kind: 'ignored', reason: IGNORED.duplicate };
	}
	return selected;
}
