import { EVENT_LABELS } from '../../../nodes/shared/events/event';
import { isJsonObject } from '../../../nodes/shared/fields/jsonObject';

const labels = new Map<unknown, string>(Object.entries(EVENT_LABELS));

/** The display name of the event that an item of the trigger, simplified or raw, is about. */
function eventLabel(item: unknown): string {
	if (!isJsonObject(item)) return EVENT_LABELS.other;
	const { event_type: type } = 'event_type' in item || !isJsonObject(item.body) ? item : item.body;
	return labels.get(type) ?? EVENT_LABELS.other;
}

/** The items of the trigger by event: `{ "Message": [item] }`, in the order in which they came. */
export function byEvent<Item>(items: readonly Item[]): Record<string, Item[]> {
	const groups: Record<string, Item[]> = {};
	for (const item of items) (groups[eventLabel(item)] ??= []).push(item);
	return groups;
}
