import type { INodeProperties } from 'n8n-workflow';
import { BeyondPresence } from '../../../nodes/BeyondPresence/BeyondPresence.node';
import { tagsSchema } from '../../../nodes/BeyondPresence/resources/call/tags';
import {
	CHUNK_BYTES,
	chunksOf,
	MAX_CHUNKS,
} from '../../../nodes/BeyondPresence/resources/knowledgeFile/pdfFile';

const { properties } = new BeyondPresence().description;

const optionsOf = (property: INodeProperties): string[] =>
	(property.options ?? []).flatMap((option) => ('value' in option ? [String(option.value)] : []));

const operations = properties
	.filter(({ name }) => name === 'operation')
	.flatMap((property) =>
		optionsOf(property).map((operation) => ({
			resource: String(property.displayOptions?.show?.resource?.[0]),
			operation,
		})),
	);

test('every operation of the published API but the key check is offered, and three of our own', () => {
	const names = operations.map(({ resource, operation }) => `${resource}.${operation}`);
	expect(names.sort()).toEqual(
		[
			...['agent.create', 'agent.createFromTemplate', 'agent.delete', 'agent.deleteMany'],
			...['agent.get', 'agent.getAll', 'agent.update'],
			...['avatar.get', 'avatar.getAll'],
			...['call.create', 'call.get', 'call.getAll', 'call.getCallEndedEvent', 'call.getMessages'],
			...['externalApi.create', 'externalApi.delete', 'externalApi.get', 'externalApi.getAll'],
			...['knowledgeFile.createFromText', 'knowledgeFile.delete', 'knowledgeFile.get'],
			...['knowledgeFile.getAll', 'knowledgeFile.upload'],
			...['session.create', 'session.get', 'session.getAll', 'usage.get'],
		].sort(),
	);
});

test.each(operations)('$resource $operation has fields of its own', ({ resource, operation }) => {
	const fields = properties.filter(({ displayOptions, name }) => {
		const { show } = displayOptions ?? {};
		return (
			name !== 'operation' && show?.resource?.[0] === resource && show.operation?.[0] === operation
		);
	});
	expect(fields.length).toBeGreaterThan(0);
	expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
});

test.each(operations)('the subtitle of $resource $operation is its action', (chosen) => {
	const { subtitle = '' } = new BeyondPresence().description;
	const expression = /^=\{\{ (.*) \}\}$/.exec(subtitle)?.[1] ?? '';
	expect(expression).not.toContain('}}');
	const evaluate = new Function('$parameter', `return ${expression}`);
	const action = properties
		.filter(({ name, displayOptions }) => {
			return name === 'operation' && displayOptions?.show?.resource?.[0] === chosen.resource;
		})
		.flatMap(({ options = [] }) => options)
		.find((option) => 'value' in option && option.value === chosen.operation);
	expect(action).toMatchObject({ action: evaluate(chosen) });
	expect(evaluate(chosen)).toMatch(/^(Create|Delete|Get|Update|Upload) (?!an? )/);
});

test('tags become an object of strings', () => {
	const tag = [
		{ name: 'campaign', value: 'spring' },
		{ name: 'order', value: 7 },
	];
	expect(tagsSchema.parse({ tag })).toEqual({ campaign: 'spring', order: '7' });
});

test.each([
	{ tag: Array.from({ length: 11 }, (_, number) => ({ name: `t${number}`, value: 'v' })) },
	{ tag: [{ name: 'x'.repeat(31), value: 'v' }] },
	{ tag: [{ name: 'n', value: 'x'.repeat(101) }] },
	{ tag: [{ name: 'n', value: '' }] },
	{
		tag: [
			{ name: 'n', value: 'one' },
			{ name: 'n', value: 'two' },
		],
	},
])('tags beyond the limits of the API are refused', (tags) => {
	expect(tagsSchema.safeParse(tags).success).toBe(false);
});

test('a tag whose value is null or missing is not set', () => {
	const tag = [{ name: 'a', value: null }, { name: 'b' }, { name: 'c', value: 'd' }];
	expect(tagsSchema.parse({ tag })).toEqual({ c: 'd' });
});

test.each([
	{ bytes: 1, chunks: 1 },
	{ bytes: CHUNK_BYTES, chunks: 1 },
	{ bytes: CHUNK_BYTES + 1, chunks: 2 },
	{ bytes: CHUNK_BYTES * MAX_CHUNKS + 1, chunks: MAX_CHUNKS },
])('a file of $bytes bytes is cut into $chunks chunks', ({ bytes, chunks }) => {
	const cut = chunksOf(Buffer.allocUnsafe(bytes));
	expect(cut.length).toBeLessThanOrEqual(chunks);
	expect(cut.length).toBeGreaterThanOrEqual(chunks - 1);
	expect(cut.reduce((sum, chunk) => sum + chunk.length, 0)).toBe(bytes);
});
