/** Pure functions behind the fields of the action node. */
import {
	base64Size,
	shortFileName,
} from '../../../nodes/BeyondPresence/resources/knowledgeFile/inputFile';
import { withMinutes } from '../../../nodes/BeyondPresence/resources/usage/get';
import { AGENT_FIELDS } from '../../../nodes/BeyondPresence/resources/agent/fields/item';
import { CALL_ENDED_FIELDS } from '../../../nodes/BeyondPresence/resources/call/callEnded/fields';
import { furtherFields } from '../../../nodes/BeyondPresence/shared/furtherFields';
import { operationOutputs } from '../../../build/operationOutputs';
import { jsonSchemaOf } from '../../../build/outputSchemas';

test.each([
	{ given: '{"a": null, "b": [1]}', fields: { a: null, b: [1] } },
	{ given: { a: 1 }, fields: { a: 1 } },
	{ given: '', fields: {} },
	{ given: ' \n', fields: {} },
	{ given: undefined, fields: {} },
])('the further fields $given are $fields', ({ given, fields }) => {
	expect(furtherFields.parse(given)).toEqual(fields);
});

test.each([
	{ given: '{"a": 1', got: 'text that is not JSON' },
	{ given: `{"a":"${'x'.repeat(1_000_000)}"}`, got: 'text that is not JSON' },
	{ given: '[1]', got: 'a list' },
	{ given: '5', got: '5' },
	{ given: ['a'], got: 'a list' },
])('further fields that are $got are refused', ({ given, got }) => {
	expect(furtherFields.safeParse(given).error?.issues[0]?.message).toBe(
		`must be a JSON object such as {"new_field": "value"}, got ${got}`,
	);
});

test.each([0, 1, 2, 3, 4, 5, 1_000])(
	'the size of %i bytes in base64 is known undecoded',
	(size) => {
		expect(base64Size(Buffer.alloc(size, 7).toString('base64'))).toBe(size);
	},
);

test.each([
	{ name: 'guide.pdf', short: 'guide.pdf' },
	{ name: 'x'.repeat(100), short: 'x'.repeat(100) },
	{ name: `${'x'.repeat(120)}.pdf`, short: `${'x'.repeat(96)}.pdf` },
	{ name: `${'😀'.repeat(120)}.pdf`, short: `${'😀'.repeat(96)}.pdf` },
	{ name: '😀'.repeat(100), short: '😀'.repeat(100) },
	{ name: `a.${'x'.repeat(150)}`, short: `a.${'x'.repeat(98)}` },
	{ name: `${'x'.repeat(5_000_000)}.txt`, short: `${'x'.repeat(96)}.txt` },
])('a file name is cut to $short', ({ name, short }) => {
	expect(shortFileName(name)).toBe(short);
});

const noMinutes = { used_percent: null };

test.each([
	{
		usage: { included_seconds: 600, used_seconds: 90 },
		more: { included_minutes: 10, used_minutes: 1.5, used_percent: 15 },
	},
	{ usage: {}, more: noMinutes },
	{
		usage: { included_seconds: 0, used_seconds: 90 },
		more: { included_minutes: 0, used_minutes: 1.5, used_percent: null },
	},
	{
		usage: { included_seconds: null, new_seconds: 120 },
		more: { included_minutes: null, new_minutes: 2, used_percent: null },
	},
])('the usage $usage gets $more', ({ usage, more }) => {
	expect(withMinutes(usage)).toEqual({ ...usage, ...more });
});

test.each([
	{ fields: AGENT_FIELDS, item: operationOutputs.agent?.get },
	{ fields: CALL_ENDED_FIELDS, item: operationOutputs.call?.getCallEndedEvent },
])('the fields to select are those of the item', ({ fields, item }) => {
	if (!item) throw new Error('The operation has no output schema.');
	const all = Object.keys(jsonSchemaOf(item).properties ?? {});
	// They only come with an odd item, of which Selected Fields keeps the issues, or by an option.
	const isExtra = (key: string) => /^(extra|issues|facts|exchanges)$/.test(key);
	expect([...fields].sort()).toEqual(all.filter((key) => !isExtra(key)).sort());
});
