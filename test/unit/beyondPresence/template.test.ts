/** The agent that Create From Template makes, without n8n and the API. */
import fc from 'fast-check';
import { agentFromTemplate } from '../../../nodes/BeyondPresence/resources/agent/template/agentFields';
import {
	fillIn,
	lengthFilledIn,
	variablesIn,
} from '../../../nodes/BeyondPresence/resources/agent/template/fillIn';
import { variablesSchema } from '../../../nodes/BeyondPresence/resources/agent/template/variables';

const template = (system_prompt: string, greeting: string | null = null) => ({
	...{ id: 'template', name: 'Template', avatar_id: 'ada' },
	...{ system_prompt, greeting },
});

test.each([
	{ text: 'Interview {{name}}.', values: { name: 'Dana' }, filledIn: 'Interview Dana.' },
	{ text: '{{ name }}, {{name}} and {{\tname }}', values: { name: 'D' }, filledIn: 'D, D and D' },
	{ text: 'For {{first name}}', values: { 'first name': 'Dana' }, filledIn: 'For Dana' },
	{ text: '{{a}}{{b}}', values: { a: '{{b}}', b: '{{a}}' }, filledIn: '{{b}}{{a}}' },
	{ text: '{{a}}', values: { a: "$& $1 $` $' $$" }, filledIn: "$& $1 $` $' $$" },
	{
		text: '{{a}}',
		values: { a: '"quoted" \'too\' \\ {"a": {"b": 1}}' },
		filledIn: '"quoted" \'too\' \\ {"a": {"b": 1}}',
	},
	{
		text: 'One\n{{a}}\r\nthree',
		values: { a: 'line\nline' },
		filledIn: 'One\nline\nline\r\nthree',
	},
	{ text: 'שלום {{שם}}!', values: { שם: 'דנה' }, filledIn: 'שלום דנה!' },
	{ text: '{{a}}', values: { a: '\u202eمرحبا\u202c 😀' }, filledIn: '\u202eمرحبا\u202c 😀' },
	{ text: 'Only {{a}}.', values: { a: '' }, filledIn: 'Only .' },
	{ text: '{{{a}}}', values: { a: 'x' }, filledIn: '{x}' },
	{
		text: '{a} {{}} {{ }} {"x": {"y": 1}}',
		values: {},
		filledIn: '{a} {{}} {{ }} {"x": {"y": 1}}',
	},
	{ text: '{{two\nlines}}', values: {}, filledIn: '{{two\nlines}}' },
	{ text: '{{__proto__}}', values: JSON.parse('{"__proto__":"x"}'), filledIn: 'x' },
	{
		text: '{{constructor}} {{toString}}',
		values: { constructor: 'c', toString: 't' },
		filledIn: 'c t',
	},
])('$text becomes $filledIn', ({ text, values, filledIn }) => {
	const made = agentFromTemplate(template(text), new Map(Object.entries<string>(values)));
	expect(made).toMatchObject({ kind: 'agent', fields: { system_prompt: filledIn } });
});

test.each([
	{ text: '{{a}} {{b}} {{a}}', given: [], says: "The template needs a value for 'a', 'b'" },
	{ text: '{{a}}', given: ['a', 'c', 'd'], says: "The template has no variable 'c', 'd'" },
	{
		text: '{{Name}}',
		given: ['name'],
		says: "The template needs a value for 'Name', and has no variable 'name'",
	},
	{ text: 'x', given: ['constructor'], says: "The template has no variable 'constructor'" },
	{ text: '{{constructor}}', given: [], says: "The template needs a value for 'constructor'" },
])('$text with values for $given is refused: $says', ({ text, given, says }) => {
	const values = new Map(given.map((name) => [name, 'x']));
	expect(agentFromTemplate(template(text), values)).toMatchObject({
		kind: 'refused',
		message: says,
	});
});

test('a variable of the greeting counts too, and an emptied greeting is none', () => {
	const greeting = template('Be kind.', '{{ greeting }}');
	expect(agentFromTemplate(greeting, new Map())).toMatchObject({
		message: "The template needs a value for 'greeting'",
	});
	expect(agentFromTemplate(greeting, new Map([['greeting', '']]))).toMatchObject({
		fields: { greeting: null },
	});
});

test('everything but what the API sets itself is copied', () => {
	const settings = {
		...{ avatar_id: 'ada', language: 'de', max_session_length_minutes: 30, greeting: null },
		...{ llm: { type: 'openai', model: 'gpt-4.1' }, tts: null, knowledge_file_ids: ['file'] },
		...{ capabilities: [{ type: 'webcam_vision' }], mood: { level: 3 } },
	};
	const own = {
		...{ id: 'x', call_link: 'https://bey.chat/x', created_at: '2025', updated_by: 'me' },
		...{ workspace_id: 'w' },
	};
	expect(agentFromTemplate({ ...own, ...settings, system_prompt: 'Hi' }, new Map())).toEqual({
		kind: 'agent',
		fields: { ...settings, system_prompt: 'Hi' },
	});
});

test.each([
	{ system_prompt: '{{a}}', value: '😀'.repeat(10_000) },
	{ system_prompt: `${'x'.repeat(9_999)}{{a}}`, value: 'é' },
])('a prompt of 10,000 characters is accepted', ({ system_prompt, value }) => {
	const made = agentFromTemplate(template(system_prompt), new Map([['a', value]]));
	expect(made.kind).toBe('agent');
});

const TOO_LONG_PROMPT =
	'The system prompt would have more than 10,000 characters, the most that Beyond Presence accepts';

test.each([
	{ system_prompt: '{{a}}', greeting: null, value: '😀'.repeat(10_001), says: TOO_LONG_PROMPT },
	{ system_prompt: '{{a}}x', greeting: null, value: 'x'.repeat(10_000), says: TOO_LONG_PROMPT },
	// Filled in, it would have 20 GB.
	{
		system_prompt: '{{a}}'.repeat(2_000),
		greeting: null,
		value: 'x'.repeat(10_000_000),
		says: TOO_LONG_PROMPT,
	},
	{
		system_prompt: 'x'.repeat(10_000_000),
		greeting: null,
		value: undefined,
		says: TOO_LONG_PROMPT,
	},
	{
		system_prompt: 'x',
		greeting: '{{a}}',
		value: 'x'.repeat(1_001),
		says: 'The greeting would have more than 1,000 characters, the most that Beyond Presence accepts',
	},
	{ system_prompt: '{{a}}', greeting: null, value: '', says: 'The system prompt would be empty' },
])('a text is refused: $says', ({ system_prompt, greeting, value, says }) => {
	const values = new Map(value === undefined ? [] : [['a', value]]);
	const made = agentFromTemplate(template(system_prompt, greeting), values);
	expect(made).toMatchObject({ kind: 'refused', message: says });
});

test('the value that takes the most room is named', () => {
	const values = new Map([
		['a', 'x'],
		['cv', 'x'.repeat(12_345)],
	]);
	expect(agentFromTemplate(template('{{a}} {{cv}}'), values)).toMatchObject({
		advice: expect.stringContaining("the longest is 'cv' with 12,345 characters"),
	});
});

test('any text without variables stays as it is, and the length is known before', () => {
	const texts = fc.string({ unit: fc.constantFrom('{', '}', 'a', ' ', '\n', '$', '&', '😀') });
	fc.assert(
		fc.property(texts, texts, (text, value) => {
			const values = new Map([...variablesIn(text)].map((name) => [name, value]));
			const filledIn = fillIn(text, values);
			expect(filledIn).toHaveLength(lengthFilledIn(text, values));
			if (values.size === 0) expect(filledIn).toBe(text);
			expect(fillIn(text, new Map())).toBe(text);
		}),
	);
});

test.each([
	{
		rows: [
			{ name: ' a ', value: 7 },
			{ name: 'b', value: false },
		],
		values: [
			['a', '7'],
			['b', 'false'],
		],
	},
	{
		rows: [
			{ name: 'a', value: null },
			{ name: 'b', value: '' },
		],
		values: [['b', '']],
	},
	{ rows: [{ name: 'a', value: null }], values: [] },
	{ rows: [], values: [] },
])('the rows $rows are the values $values', ({ rows, values }) => {
	expect([...variablesSchema.parse({ variable: rows })]).toEqual(values);
});

test('no rows at all are no values', () => {
	expect([...variablesSchema.parse({})]).toEqual([]);
	expect([...variablesSchema.parse(undefined)]).toEqual([]);
});

test.each([
	{
		rows: [
			{ name: 'a', value: '1' },
			{ name: ' a', value: '2' },
		],
		says: 'must not have the same name twice',
	},
	{ rows: [{ name: ' ', value: '1' }], says: 'must not be empty' },
	{ rows: [{ name: 'a', value: { b: 1 } }], says: 'must be a string, got an object' },
])('rows are refused: $says', ({ rows, says }) => {
	const { error } = variablesSchema.safeParse({ variable: rows });
	expect(error?.issues[0]?.message).toBe(says);
});
