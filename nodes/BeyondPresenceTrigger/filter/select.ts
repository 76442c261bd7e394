/** Which items an event becomes, as 'Events' and the filter 'Sender' ask. */
import type { EventName } from '../../shared/events/event';
import { isAgent, isUser } from '../../shared/events/speakers';
import { IGNORED, type IgnoredReason } from '../request/responses';

export interface Selection {
	events: ReadonlySet<EventName>;
	/** Whose messages start an execution. */
	sender: 'any' | 'user' | 'agent';
}

export type Selected =
	/** One item each, in this order. */
	{ kind: 'selected'; items: EventName[] } | { kind: 'ignored'; reason: IgnoredReason };

function isSenderSelected(sender: string | null, wanted: Selection['sender']): boolean {
	if (wanted === 'user') return isUser(sender);
	return wanted === 'agent' ? isAgent(sender) : true;
}

/**
 * @param sender who spoke, for a `message`
 * @param isStart whether the event is the first sign of its call
 */
export function select(
	name: EventName,
	sender: string | null,
	isStart: boolean,
	selection: Selection,
): Selected {
	const items: EventName[] = [];
	if (isStart && selection.events.has('call_started')) items.push('call_started');
	if (name !== 'call_started' && selection.events.has(name)) {
		if (name !== 'message' || isSenderSelected(sender, selection.sender)) items.push(name);
	}
	if (items.length > 0) return { kind: 'selected', items };
	if (!selection.events.has(name)) return { kind: 'ignored', reason: IGNORED.eventNotSelected };
	const reason = name === 'call_started' ? IGNORED.startedBefore : IGNORED.senderNotSelected;
	return { kind: 'ignored', reason };
}
