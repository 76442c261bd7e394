/** The workflows of `examples/` can be imported by everybody, show their result, and look tidy. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/v4';
import { operationOutputs } from '../../../build/operationOutputs';
import { callDetails } from '../../../nodes/shared/calls/callDetails';
import {
	callEndedItem,
	callStartedItem,
	messageItem,
	otherItem,
} from '../../../nodes/shared/events/items';
import { EXAMPLE_NAMES, readExample, type Example } from '../../support/samples/examples';

type Node = Example['nodes'][number];

const EXAMPLES = EXAMPLE_NAMES.map((name) => ({ name, example: readExample(name) }));
const OUR_WEBHOOK = 'n8n-nodes-beyond-presence.beyondPresenceTrigger';
const OUR_ACTION = 'n8n-nodes-beyond-presence.beyondPresence';
/** Nodes that wait for a person or for hours, or that need a table. */
const WAITS_OR_READS = /\.(form|wait|dataTable)$/;
const isSticky = ({ type }: Node) => type.endsWith('.stickyNote');
const isWebhook = ({ type }: Node) => type === OUR_WEBHOOK || type.endsWith('.formTrigger');
/** Whatever starts a workflow, but for a click. */
const isTrigger = ({ type }: Node) => /Trigger$/.test(type) && !type.endsWith('.manualTrigger');

const call = z.optional(callDetails);
/** Every field of an item and no other. */
const ITEM = z.union(
	[callStartedItem, messageItem, callEndedItem, otherItem].map((item) =>
		z.strictObject({ ...item.shape, call }),
	),
);
/** An item with Simplify off. */
const RAW_ITEM = z.strictObject({
	headers: z.record(z.string(), z.string()),
	params: z.strictObject({}),
	query: z.strictObject({}),
	body: z.looseObject({ event_type: z.string() }),
	webhookUrl: z.url(),
	executionMode: z.literal('production'),
});

/** Of a workflow whose static data n8n 1.123.81 saves, in characters; 2.41.1 saves those up to 21. */
const LONGEST_ID = 16;
/** Below a node are its name and subtitle: the least from one row to the next, in pixels. */
const ROW = 192;
const COLUMN = 200;

it.each(EXAMPLES)('$name has pinned items for each trigger', ({ example }) => {
	for (const { name, type, parameters } of example.nodes.filter(isTrigger)) {
		const items = example.pinData[name] ?? [];
		expect(items).not.toEqual([]);
		if (/\.(form|schedule)Trigger$/.test(type)) continue;
		const schema = parameters.simplify === false ? RAW_ITEM : ITEM;
		for (const { json } of items) expect(schema.parse(json)).toEqual(json);
	}
});

it.each(EXAMPLES)(
	'$name has other pinned items only where an account, a table or a person is needed',
	(each) => {
		const { nodes, pinData } = each.example;
		for (const [pinned, items] of Object.entries(pinData)) {
			const node = nodes.find(({ name }) => name === pinned);
			if (!node) throw new Error(`The items are pinned to '${pinned}', which is not there.`);
			if (isTrigger(node) || WAITS_OR_READS.test(node.type)) continue;
			expect(node.type).toBe(OUR_ACTION);
			const { resource, operation, returnAs } = node.parameters;
			const like = returnAs === 'callEnded' ? 'getCallEndedEvent' : String(operation);
			const schema = operationOutputs[String(resource)]?.[like];
			if (!schema) throw new Error(`'${pinned}' has no output schema.`);
			for (const { json } of items)
				expect(json).toMatchObject(z.parse(z.looseObject({}), z.parse(schema, json)));
		}
	},
);

it.each(EXAMPLES)('$name connects its triggers by their only output', ({ example }) => {
	for (const { name } of example.nodes.filter(isTrigger)) {
		expect(example.connections[name]?.main).toHaveLength(1);
	}
});

it.each(EXAMPLES)('$name has webhook paths that need no encoding', ({ example }) => {
	// Without a webhook ID, n8n makes the path of these two, and does not find one with a blank.
	expect(example.id).toMatch(/^[\w-]+$/);
	expect(example.id.length).toBeLessThanOrEqual(LONGEST_ID);
	for (const { name } of example.nodes.filter(isWebhook)) expect(name).toMatch(/^[\w-]+$/);
});

it('each example has an ID of its own', () => {
	const ids = EXAMPLES.map(({ example }) => example.id);
	expect(new Set(ids).size).toBe(ids.length);
});

it.each(EXAMPLES)('$name has room around each node', ({ example }) => {
	const nodes = example.nodes.filter((node) => !isSticky(node));
	for (const [index, first] of nodes.entries()) {
		for (const second of nodes.slice(index + 1)) {
			const [dx, dy] = [0, 1].map((axis) =>
				Math.abs((first.position[axis] ?? 0) - (second.position[axis] ?? 0)),
			);
			const isApart = (dx ?? 0) >= COLUMN || (dy ?? 0) >= ROW;
			expect(isApart ? [] : [first.name, second.name]).toEqual([]);
		}
	}
});

it.each(EXAMPLES)('$name has straight quotes and reads no time that may be null', ({ example }) => {
	const texts = JSON.stringify(example.nodes);
	expect(texts).not.toMatch(/[“”‘’]/);
	expect(texts).not.toContain('new Date');
});

const createTable = z.object({
	tableName: z.string(),
	columns: z.object({ column: z.array(z.object({ name: z.string(), type: z.string() })) }),
});
const page = readFileSync(path.resolve(__dirname, '../../../docs/examples.md'), 'utf8');
const tables = EXAMPLES.flatMap(({ name, example }) =>
	example.nodes
		.filter(({ parameters }) => parameters.resource === 'table')
		.map(({ parameters }) => ({ name, ...createTable.parse(parameters) })),
);

it.each(tables)('docs/examples.md has the table of $name, for n8n 1.x', (table) => {
	const columns = table.columns.column.map(({ name, type }) =>
		type === 'string' ? name : `${name} (${type})`,
	);
	expect(page).toContain(`| ${table.name} | ${table.tableName} | ${columns.join(', ')} |`);
});
