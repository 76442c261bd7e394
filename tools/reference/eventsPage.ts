/** `docs/events.md`: each event with its item, from the schemas and the functions that make the items. */
import { callDetails } from '../../nodes/shared/calls/callDetails';
import {
	callFacts,
	conversationOf,
	exchange,
	MAX_CHARACTERS,
	MAX_MESSAGES,
} from '../../nodes/shared/calls/conversation';
import type { EventName } from '../../nodes/shared/events/event';
import {
	callEndedItem,
	callStartedItem,
	greetingFields,
	messageItem,
	otherItem,
} from '../../nodes/shared/events/items';
import { chatMessage } from '../../nodes/shared/events/messages';
import { BODIES, itemOf, polledItem, wholePolledItem } from './examples';
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
		when: `When the agent's greeting arrives, the first ${code('message')} of a call. Beyond Presence sends no separate event for the start. If it ever sends ${code('call_started')}, that event is used, and the start is still emitted only once. A call that starts with a message of the user has no Call Started.`,
		item: callStartedItem,
		sources: [
			source('From the greeting', greetingFields, 'call_started', 'message'),
			source(`From ${code('call_started')}`, callStartedItem, 'call_started'),
		],
	},
	message: {
		title: 'Message',
		when: `For each ${code('message')}: whenever the user or the agent has said something, including the greeting.`,
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
		when: `For each event with another ${code('event_type')}. The test event ${code('test')} gets a 200 response and doesn't start an execution.`,
		item: otherItem,
		sources: [source('From', otherItem, 'other', 'tool_call')],
	},
};

const NAMED_SECTIONS = Object.entries(SECTIONS) as Array<[EventName, Section]>;

const firstSentence = (text: string) => text.slice(0, text.indexOf('.') + 1);

const overview = table(
	['Event', 'Value in **Events**', 'When'],
	NAMED_SECTIONS.map(([name, { title, when }]) => [
		`[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`,
		code(name),
		firstSentence(when),
	]),
);

const legend = `- **May be missing**: ${code('null')} means that the field is always there, and is ${code('null')} if its value is unknown; an unknown list is empty. _Left out_ means that the field is there only if it has a value.
- **From**: the places in the body where the value is looked for. The first place with a readable value wins. A different value in another place stays in ${code('extra')}.
- _Time_ is a string in ISO 8601 or RFC 5322, as it was sent. Seconds and milliseconds since 1970 become ISO 8601. Numbers sent as strings (${code('"5.5"')}) become numbers. The sender ${code('ai')} becomes ${code('agent')}; any other string stays as it was sent.
- _Earlier events of the call_ are remembered for 24 hours, in the memory of the running n8n.
- **Use the API** completes these fields: whenever it looks up a call, to filter by agent or for its details, it also fills in an unknown agent, user and start. A Call Ended without messages gets those of the API.`;

const mockData = [
	'## Try a workflow before the first call',
	`The section of each event ends with an item to use as mock data. Copy the array, open the trigger, select **set mock data** in its output panel (or the pencil, **Edit Output**, if there is an item already), paste it and save. **Execute workflow** then runs on it. Published workflows ignore mock data. With several events selected, put an item of each into the array.`,
];

const messageTable = [
	`Each message of ${code('messages')}; the places are inside the message:`,
	fieldsTable(chatMessage, [{ title: 'From', schema: chatMessage, recalled: new Set() }]),
];

const section = ([name, { title, when, item, sources }]: [EventName, Section]) => [
	`## ${title}`,
	when,
	fieldsTable(item, sources),
	...(name === 'call_ended' ? messageTable : []),
	'Beyond Presence sends:',
	json(BODIES[name]),
	'The item, to paste as mock data:',
	json([itemOf(name)]),
];

const unknownToApi = Object.entries(polledItem)
	.filter(([, value]) => value === null)
	.map(([name]) => code(name));

const amount = (limit: number) => limit.toLocaleString('en-US');

const { facts, exchanges } = conversationOf(wholePolledItem);

const factsSection = [
	'## With Add Call Facts',
	`**Options → Add Call Facts** adds ${code('facts')} and ${code('exchanges')} to Call Ended items, in both triggers (**Simplify** on), in **Call → Get as Call Ended Event**, and in **Call → Get Many** with **Return As** set to Call Ended Item. They are computed in n8n from ${code('messages')} alone, without a model and without a request, so the same messages always have the same facts.`,
	fieldsTable(callFacts),
	`Each exchange of ${code('exchanges')}, a turn of the agent with the user's reply:`,
	fieldsTable(exchange),
	[
		`- **Order**: by ${code('sent_at')} if all messages have a readable time, else as in ${code('messages')}. Messages with the same time keep their order. A fact that needs a missing time is ${code('null')}.`,
		`- **Messages** of senders other than user and agent are left out. If the messages of the call are unknown, all facts are ${code('null')} and there are no exchanges.`,
		`- **Words** are counted by the rules of Unicode (${code('Intl.Segmenter')}), with dictionaries for languages without spaces, such as Japanese and Thai. Numbers are words, ${code("don't")} is one, punctuation and emoji are none. Dictionaries differ a little between versions of Node.`,
		`- **Times** are those of ${code('sent_at')}, so a pause includes the time that it took to say a message.`,
		`- **Turns**: messages of one sender in a row, joined by line breaks.`,
		`- **Limits**: a conversation of more than ${amount(MAX_CHARACTERS)} characters has no counts of words and no exchanges; one of more than ${amount(MAX_MESSAGES)} messages has only ${code('user_messages')} and ${code('agent_messages')}.`,
	].join('\n'),
	'For the sample call, with the first two exchanges:',
	json({ facts, exchanges: exchanges.slice(0, 2) }),
];

export const eventsPage = () =>
	page(
		madeFrom(
			`${code('nodes/shared/events/items.ts')} and ${code('tools/reference/eventsPage.ts')}`,
		),
		'# Events and their items',
		`The events that Beyond Presence posts to the webhook, and the items that the **Beyond Presence Trigger** makes from them with **Simplify** on. With **Simplify** off, items are those of n8n's Webhook node: see [Migrating from the Webhook node](migrating.md).`,
		`All items leave by the one output of the trigger. If you select several events, split them with a **Switch** on ${code('{{ $json.event_type }}')}.`,
		overview,
		legend,
		...mockData,
		...NAMED_SECTIONS.flatMap(section),
		'## With Add Call Details',
		`**Options → Add Call Details** of both triggers (in the webhook trigger with **Use the API** on) adds ${code('call')} to every item, an object with details of the call from the API:`,
		fieldsTable(callDetails),
		...factsSection,
		'## The item of the poll trigger',
		`The **Beyond Presence Poll Trigger** and the action **Call → Get as Call Ended Event** emit the item of [Call Ended](#call-ended), made from the API by the same code. The API has no evaluation, so ${unknownToApi.join(' and ')} are ${code('null')}, and ${code('duration_minutes')} is calculated from the two times, rounded to two decimals.`,
		json([polledItem]),
	);
