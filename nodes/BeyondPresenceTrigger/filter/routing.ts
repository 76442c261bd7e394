/** Which outputs an event goes to: what is selected and what is filtered. */
import { isChosen } from '../../shared/parameters/agentFilter';
import type { EventName, WebhookEvent } from '../../shared/events/events';
import { isAgent, isUser } from '../../shared/events/speakers';

export interface Selection {
	events: readonly string[];
	/** Only these agents; empty means all. */
	agentIds: readonly string[];
	/** What happens to an event whose agent cannot be told. */
	unknownAgent: 'pass' | 'drop';
	/** Whose messages pass. */
	sender: 'any' | 'user' | 'agent';
}

type Route = { outputs: EventName[] } | { ignored: string };

function agentRefusal(agentId: string | null, selection: Selection): string | undefined {
	const { agentIds, unknownAgent } = selection;
	if (agentIds.length === 0) return undefined;
	if (agentId === null) {
		return unknownAgent === 'drop' ? 'The agent of this event is not known.' : undefined;
	}
	return isChosen(agentIds, agentId) ? undefined : 'This agent is not selected in the node.';
}

function senderPasses(sender: string | null, wanted: Selection['sender']): boolean {
	if (wanted === 'user') return isUser(sender);
	return wanted === 'agent' ? isAgent(sender) : true;
}

/** @param isStart what `startsCall` said of the event */
export function route(
	event: WebhookEvent,
	agentId: string | null,
	isStart: boolean,
	selection: Selection,
): Route {
	const ignored = agentRefusal(agentId, selection);
	if (ignored !== undefined) return { ignored };
	const outputs: EventName[] = [];
	if (isStart && selection.events.includes('call_started')) outputs.push('call_started');
	if (event.name !== 'call_started' && selection.events.includes(event.name)) {
		if (event.name !== 'message' || senderPasses(event.sender, selection.sender)) {
			outputs.push(event.name);
		}
	}
	if (outputs.length > 0) return { outputs };
	if (!selection.events.includes(event.name)) {
		return { ignored: 'This event is not selected in the node.' };
	}
	return event.name === 'call_started'
		? { ignored: 'The start of this call was already announced.' }
		: { ignored: 'Messages of this sender are not selected in the node.' };
}
