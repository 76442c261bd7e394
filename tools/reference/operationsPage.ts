/** `docs/operations.md`: the operations of the action node, from its code. */
import type { INodeProperties } from 'n8n-workflow';
import { RESOURCES } from '../../nodes/BeyondPresence/resources/resources';
import type { Operation } from '../../nodes/BeyondPresence/shared/operation';
import { table } from '../../test/support/cli/markdown';
import { code, madeFrom, page } from './markdown';

const EXPLANATION = `What the **Beyond Presence** node can do. Each operation returns the response of the API, one item for each object. An agent also has its ${code('call_link')}, the link under which anyone can call it. **Delete** returns ${code('{"id":"…","deleted":true}')}, and **Agent → Delete Many** one item for each agent, with ${code('name')}, ${code('deleted')}, ${code('error')}, ${code('calls')}, ${code('last_call_ended_at')} and ${code('id')}. **Agent → Update** reads the agent again, which is a second request. **Call → Get as Call Ended Event** returns the [item of the poll trigger](events.md#the-item-of-the-poll-trigger).

An operation runs once for each input item. Errors say what happened and how to fix it. With **On Error** set to **Continue**, the item is ${code('{"error":"…"}')} instead; with **Continue (using error output)**, it leaves by that output and also has the fields of its input item.`;

const NOTES = `## Good to know

- **Calls and conversations** are the same: the API now says conversation, webhooks and this node say call. The node asks for ${code('/v1/conversations')} first (${code('/v1/livekit-rooms')} to create a call), and for ${code('/v1/calls')} if a server doesn't know that yet.
- **Further Fields (JSON)** sends fields of the API that the form lacks. Every operation that creates or updates has it, under **Additional Fields**, **Update Fields** or **Options**. They are merged last, so they replace fields of the same name.
- **Null means not set.** An optional field whose expression returns ${code('null')} isn't sent, so an update leaves it as it is. To clear a field of an agent, add it under **Update Fields**: leave **Greeting**, **Capabilities** or **Knowledge Files** empty, set **Max Session Length (Minutes)** to 0, or choose **Default of Beyond Presence** as the language, or as the provider of the language model or the voice.
- **Output** of operations with many fields: Raw (all fields, the default), Simplified (the most important ones, for AI agents), or Selected Fields. ${code('issues')} is always returned if there are any.
- **Filters** of **Call → Get Many** all have to match, and **Limit** counts the calls that do; a call that lacks a value doesn't match a filter for it. The API can't filter, so the node reads the list of calls, most recent first: one request for each 50 calls, until the limit is reached. **Started After** ends reading at the first page with a call that ended earlier; calls newer than **Started Before** still have to be read. If neither the limit nor **Started After** ends reading, the whole list is read. The order is checked while reading: a list in another order is read to its end. A call that was created long before it started may be listed further down and missed; leave Started After out and filter behind the node if you create calls in advance.
- **Return As: Call Ended Item** costs one more request for each call that is returned. Only completed calls are returned.
- **Create From Template** copies every field of the template, also those that this node doesn't know, except what the API sets itself. A variable is a name in double braces in the template's system prompt or greeting, with or without spaces inside the braces; ${code('{{}}')} is text. Each variable needs a value, which may be empty, and each value a variable. Values are put in as they are, so braces in them stay. It sends two requests for each item, three with **Knowledge Text**.
- **Delete Many** by name reads the list of agents, 50 a request, until it has found **Max Agents**. By finished calls it reads both lists completely: 10,000 calls are 200 requests. A call counts as finished only if it is completed and says when it ended; an agent with any other call is kept. The API doesn't say when an agent was created, so agents that nobody has called are found only by name: put a date or campaign in the names. Each deletion that fails is reported in ${code('error')} of its item, and the others continue. Knowledge files aren't deleted.
- **Retries**: reading, deleting and the chunks of a file are retried up to three times after network errors, 429 and 5xx; creating and updating only after 429, because then nothing was carried out. A requested wait of up to a minute is respected; a longer one is an error. Don't add n8n's **Retry On Fail** to a node that creates: it repeats all input items, also those that succeeded.
- **Upload** accepts PDF files of up to 100 MB and UTF-8 texts of up to 100,000 characters. A file name of more than 100 characters is cut.
- **Usage → Get** needs an API key of the default workspace. It adds minutes beside the seconds of the API, and ${code('used_percent')}.`;

/** The name of a parameter; of a collection also what can be added to it. */
function nameOf({ displayName, required, type, options = [] }: INodeProperties): string {
	const name = required ? `**${displayName}**` : displayName;
	if (type !== 'collection') return name;
	const added = options.map((option) =>
		'displayName' in option ? option.displayName : option.name,
	);
	return `${name} [${added.join(', ')}]`;
}

/** In the order of the form. */
const parametersOf = ({ fields }: Operation) =>
	fields
		.filter(({ type }) => type !== 'notice')
		.map(nameOf)
		.join(', ');

export const operationsPage = () =>
	page(
		madeFrom(`the operations below ${code('nodes/BeyondPresence/resources')}`),
		'# Operations of the action node',
		EXPLANATION,
		'Parameters in bold are required if the form shows them. In brackets is what you can add.',
		...RESOURCES.flatMap(({ name, description, operations }) => [
			`## ${name}`,
			`${description}.`,
			table(
				['Operation', 'What it does', 'Parameters'],
				operations.map((each) => [each.name, each.description, parametersOf(each)]),
			),
		]),
		NOTES,
	);
