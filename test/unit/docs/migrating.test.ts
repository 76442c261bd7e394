/** The tables of docs/migrating.md: a new expression has the value of the old one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { identifyEvent, type EventName } from '../../../nodes/shared/events/event';
import { NOTHING_KNOWN } from '../../../nodes/shared/events/facts';
import { callEndedItem, messageItem } from '../../../nodes/shared/events/items';
import { toItem } from '../../../nodes/shared/events/toItem';
import { isJsonObject } from '../../../nodes/shared/fields/jsonObject';
import { AGENT_ID, callEndedWithCallData, capturedMessage } from '../../support/samples/payloads';

const GUIDE = readFileSync(path.resolve(__dirname, '../../../docs/migrating.md'), 'utf8');
const { call_data, ...callEnded } = callEndedWithCallData;

/** The places of the agent's ID that the documented events don't use. */
const OTHER_AGENT_PLACES = [
	{ agentId: AGENT_ID },
	{ agent_id: AGENT_ID },
	{ call_data: { agent_id: AGENT_ID } },
];

const EVENTS: Array<{ name: EventName; payloads: object[]; fields: string[] }> = [
	{
		name: 'message',
		payloads: [
			{ ...capturedMessage, tags: ['vip'] },
			...OTHER_AGENT_PLACES.map((place) => ({
				...capturedMessage,
				call_data: undefined,
				...place,
			})),
		],
		fields: Object.keys(messageItem.shape),
	},
	{
		name: 'call_ended',
		payloads: [
			{ ...callEndedWithCallData, tags: ['vip'] },
			{ ...callEnded, call_data: { ...call_data, endedAt: undefined, leftAt: call_data.endedAt } },
			...OTHER_AGENT_PLACES.map((place) => ({ ...callEnded, ...place })),
		],
		fields: Object.keys(callEndedItem.shape),
	},
];

/** The plain paths in a cell, `$json.a.b`; not the longer expressions. */
const pathsIn = (cell: string) =>
	[...cell.matchAll(/`\$json\.([\w.]+)`/g)].map(([, found = '']) => found);

/** The cells of the table below a line, without its head. */
function tableBelow(line: string): Array<[old: string, next: string]> {
	const [, after = ''] = GUIDE.split(`${line}\n\n`);
	const [table = ''] = after.split('\n\n');
	return table
		.split('\n')
		.slice(2)
		.map((row) => {
			const [, old = '', next = ''] = row.split(' | ').flatMap((cell) => cell.split(/^\| /));
			return [old, next];
		});
}

const rowsFor = (name: string) =>
	tableBelow(`Of a \`${name}\`:`).map(([old, next]) => ({
		old: pathsIn(old),
		next: pathsIn(next),
	}));

function valueAt(value: unknown, dotted: string): unknown {
	const [key = '', ...rest] = dotted.split('.');
	const inner = isJsonObject(value) ? value[key] : undefined;
	return rest.length === 0 ? inner : valueAt(inner, rest.join('.'));
}

function itemOf(name: EventName, payload: object): object {
	const event = identifyEvent(payload);
	if (event.kind !== 'event') throw new Error('This is not an event.');
	return toItem(name, event, NOTHING_KNOWN);
}

describe.each(EVENTS)('of a $name', ({ name, payloads, fields }) => {
	const rows = rowsFor(name);

	it.each(
		rows.flatMap(({ old, next: [next = ''] }) => old.map((expression) => ({ expression, next }))),
	)('$expression is $next now', ({ expression, next }) => {
		const told = payloads.filter((payload) => valueAt({ body: payload }, expression) !== undefined);
		expect(told).not.toEqual([]);
		for (const payload of told) {
			const before = valueAt({ body: payload }, expression);
			const now = valueAt(itemOf(name, payload), next);
			expect(now).toEqual(typeof now === 'number' ? Number(before) : before);
		}
	});

	it('each field of the item is in the table', () => {
		const named = rows.flatMap(({ next }) => next.map((each) => each.split('.')[0]));
		// There are no issues in a body of the Webhook node.
		expect(new Set([...named, 'issues'])).toEqual(new Set(fields));
	});
});

describe('a whole object', () => {
	const objects = tableBelow('Whole objects:').map(([old, next]) => ({
		path: pathsIn(old)[0] ?? '',
		event: /of a `(\w+)`/.exec(old)?.[1],
		expression: /`(.+)`/.exec(next)?.[1] ?? '',
	}));

	it.each(objects)('$path of a $event is $expression now', ({ path: old, event, expression }) => {
		const [{ name, payloads } = EVENTS[0]!] = EVENTS.filter((each) => each.name === event);
		const [payload = {}] = payloads;
		const evaluate = new Function('$json', `return ${expression};`);
		const before = valueAt({ body: payload }, old);
		expect(before).toEqual(expect.any(Object));
		expect(textsOf(evaluate(itemOf(name, payload)))).toEqual(textsOf(before));
	});

	it('there are four', () => expect(objects).toHaveLength(4));
});

describe('a variable with the body in a Code node', () => {
	const code = (cell: string) => /`([^`]+)`/.exec(cell)?.[1] ?? '';
	const [variable = ['', ''], ...fields] = tableBelow(
		'A variable with the body becomes one with the item, and its fields change as in the tables:',
	).map(([old, next]) => [code(old), code(next)] as const);

	it('becomes one with the item', () => {
		expect(variable).toEqual([
			'const body = $input.first().json.body',
			'const body = $input.first().json',
		]);
	});

	it.each(fields)('%s is %s now', (old, next) => {
		const told = EVENTS.flatMap(({ name, payloads }) =>
			payloads.map((body) => ({
				before: valueAt({ body }, old.replaceAll('?', '')),
				item: itemOf(name, body),
			})),
		).filter(({ before }) => before !== undefined);
		expect(told).not.toEqual([]);
		const evaluate = new Function('body', `return ${next};`);
		for (const { before, item } of told) expect(evaluate(item)).toEqual(before);
	});

	it('three fields are shown', () => expect(fields).toHaveLength(3));
});

/** The event sends numbers as strings, which are numbers in the item. */
const textsOf = (object: unknown) =>
	isJsonObject(object) &&
	Object.fromEntries(Object.entries(object).map(([key, value]) => [key, String(value)]));
