/** `docs/events.md`: each event with its item, from the schemas and the functions that make the items. */
import { callDetails } from '../../nodes/shared/calls/callDetails';
import type { EventName } from '../../nodes/shared/events/event';
import {
	callEndedItem,
	callStartedItem,
	greetingFields,
	messageItem,
	otherItem,
} from '../../nodes/shared/events/items';
import { chatMessage } from '../../nodes/shared/events/messages';
import { BODIES, itemOf, polledItem } from './examples';
import { fieldsTable, type Source } from './fields';
import { table } from '../../test/support/cli/markdown';
import { code, json, madeFrom, page } from './markdown';

/** The fields that an event without them gets from what is known of its call. */
function recalledIn(output: EventName, event_type: string): Set<string> {
	const known = { agent_id: 'known', user_name: 'known', started_at: 'known' };
	const item = itemOf(output, { event_type }, known);
	return new Set(Object.keys(known).filter((name) => item[name] === 'known'));
}

const source = (
	title: string,
	schema: Source['schema'],
	output: EventName,
	event_type: string = output,
): Source => ({ title, schema, recalled: recalledIn(output, event_type) });

interface Section {
	title: string;
	/** Its first sentence is also shown by itself. */
	when: string;
	item: Source['schema'];
	sources: Source[];
}

const SECTIONS: Record<EventName, Section> = {
	call_started: {
		title: 'Call Started',
		when: `When the agent's greeting comes, the first ${code('message')} of a call. Beyond Presence sends no event of its own for the start; should it ever send ${code('call_started')}, that is taken, and the start is told once. A call whose first message is the user's has no start.`,
		item: callStartedItem,
		sources: [
			source('From the greeting', greetingFields, 'call_started', 'message'),
			source(`From ${code('call_started')}`, callStartedItem, 'call_started'),
		],
	},
	message: {
		title: 'Message',
		when: `For each ${code('message')}: whenever the user or the agent has said something, the greeting included.`,
		item: messageItem,
		sources: [source('From', messageItem, 'message')],
	},
	call_ended: {
		title: 'Call Ended',
		when: `For each ${code('call_ended')}: when a call is over.`,
		item: callEndedItem,
		sources: [source('From', callEndedItem, 'call_ended')],
	},
	other: {
		title: 'Other',
		when: `For each event with another ${code('event_type')}. Not for ${code('test')}, which is answered and starts nothing.`,
		item: otherItem,
		sources: [source('From', otherItem, 'other', 'tool_call')],
	},
};

const NAMED_SECTIONS = Object.entries(SECTIONS) as Array<[EventName, Section]>;

const firstSentence = (text: string) => text.slice(0, text.indexOf('.') + 1);

const overview = table(
	['Output', 'Name in **Events**', 'Given'],
	NAMED_SECTIONS.map(([name, { title, when }]) => [
		`[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`,
		code(name),
		firstSentence(when),
	]),
);

const legend = `- **May be missing**: ${code('null')} means that the field is always there and ${code('null')} where nothing is known; a list is then empty. _Left out_ means that the field is there only where it has something to tell.
- **From**: where in the body the value is looked for. The first place with a readable value wins; what differs in another place stays in ${code('extra')}.
- _Time_ is ISO 8601 text as it was sent; seconds and milliseconds since 1970 become ISO 8601. Numbers that were sent as text (${code('"5.5"')}) become numbers. The sender ${code('ai')} becomes ${code('agent')}.
- _Earlier events of the call_ are remembered for 24 hours by the running n8n.`;

const messageTable = [
	`Each of ${code('messages')}; the places are inside the message:`,
	fieldsTable(chatMessage, [{ title: 'From', schema: chatMessage, recalled: new Set() }]),
];

const section = ([name, { title, when, item, sources }]: [EventName, Section]) => [
	`## ${title}`,
	when,
	fieldsTable(item, sources),
	...(name === 'call_ended' ? messageTable : []),
	'Beyond Presence sends',
	json(BODIES[name]),
	'and the item is',
	json(itemOf(name)),
];

const unknownToApi = Object.entries(polledItem)
	.filter(([, value]) => value === null)
	.map(([name]) => code(name));

export const eventsPage = () =>
	page(
		madeFrom(`the schemas in ${code('nodes/shared/events/items.ts')}`),
		'# Events and their items',
		`What Beyond Presence posts to the webhook, and what the **Beyond Presence Trigger** makes of it with **Simplify** on. Turned off, items are those of n8n's Webhook node, as [Moving over](migrating.md) shows.`,
		overview,
		legend,
		...NAMED_SECTIONS.flatMap(section),
		'## With Add Call Details',
		`**Options → Add Call Details** (with **Use the API** on) adds ${code('call')} to every item, an object of what the API knows about the call:`,
		fieldsTable(callDetails),
		'## The item of the poll trigger',
		`The **Beyond Presence Poll Trigger** and the action **Call → Get as Call Ended Event** give the item of [Call Ended](#call-ended), made from the API by the same code. The API has no evaluation, so ${unknownToApi.join(' and ')} are ${code('null')}, and ${code('duration_minutes')} is worked out from the two times, to the hundredth.`,
		json(polledItem),
	);
