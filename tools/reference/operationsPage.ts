/** `docs/operations.md`: what the action node can do, from its operations. */
import { RESOURCES } from '../../nodes/BeyondPresence/resources/resources';
import type { Operation } from '../../nodes/BeyondPresence/shared/operation';
import { table } from '../../test/support/cli/markdown';
import { code, madeFrom, page } from './markdown';

const EXPLANATION = `What **Beyond Presence** can do. Each operation gives what the API answers, one item for each object. An agent also has its ${code('call_link')}, the address under which it can be called; a deletion gives ${code('{"id":"…","deleted":true}')}. **Call → Get as Call Ended Event** gives the [item of the triggers](events.md#the-item-of-the-poll-trigger).

An operation runs once for each input item. An error says what is wrong and what to do; with **On Error** set to continue, the item is ${code('{"error":"…"}')} instead.`;

/** As they stand in the form, from the top. */
const parametersOf = ({ fields }: Operation) =>
	fields
		.filter(({ type }) => type !== 'notice')
		.map(({ displayName, required }) => (required ? `**${displayName}**` : displayName))
		.join(', ');

export const operationsPage = () =>
	page(
		madeFrom(`the operations below ${code('nodes/BeyondPresence/resources')}`),
		'# The operations of the action node',
		EXPLANATION,
		'Parameters in bold are required.',
		...RESOURCES.flatMap(({ name, operations }) => [
			`## ${name}`,
			table(
				['Operation', 'What it does', 'Parameters'],
				operations.map((each) => [each.name, each.description, parametersOf(each)]),
			),
		]),
	);
