/** Which event a request body is. What it says is read later, once its sender is known. */
import { isJsonObject, type JsonObject } from '../fields/jsonObject';
import { shown } from '../fields/values';

/** The events that a user can choose from, with their display names. */
export const EVENT_LABELS = {
	call_started: 'Call Started',
	message: 'Message',
	call_ended: 'Call Ended',
	other: 'Other',
} as const;
export type EventName = keyof typeof EVENT_LABELS;

export const EVENT_NAMES = [
	'call_started',
	'message',
	'call_ended',
	'other',
] as const satisfies EventName[];

const NAMED_EVENTS: ReadonlyMap<string, EventName> = new Map(
	(['call_started', 'message', 'call_ended'] as const).map((name) => [name, name]),
);

/** A posted event. */
export interface WebhookEvent {
	kind: 'event';
	name: EventName;
	/** As it came: any non-empty string if `name` is `other`. */
	event_type: string;
	/** The body, untouched. */
	payload: JsonObject;
}

export type Identified =
	| WebhookEvent
	/** The `test` event that the dashboard sends when the webhook URL is saved. */
	| { kind: 'ping' }
	| { kind: 'notAnEvent'; error: string };

const notAnEvent = (error: string): Identified => ({ kind: 'notAnEvent', error });

/**
 * The sender never retries, so every JSON object with a non-empty string as `event_type` is an
 * event, however odd the rest. Never throws.
 *
 * @param body `undefined` if the request had none
 */
export function identifyEvent(body: unknown): Identified {
	if (!isJsonObject(body)) {
		const got = body === undefined ? 'nothing' : shown(body);
		return notAnEvent(`The body must be a JSON object, got ${got}.`);
	}
	const type = Object.hasOwn(body, 'event_type') ? body.event_type : undefined;
	if (type === undefined) return notAnEvent("The body has no 'event_type'.");
	if (typeof type !== 'string' || type === '') {
		return notAnEvent(`'event_type' must be a non-empty string, got ${shown(type)}.`);
	}
	if (type === 'test') return { kind: 'ping' };
	const name = NAMED_EVENTS.get(type) ?? 'other';
	return { kind: 'event', name, event_type: type, payload: body };
}
