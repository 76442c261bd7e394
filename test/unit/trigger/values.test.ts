import { number, sender, shown, text, time } from '../../../nodes/BeyondPresenceTrigger/values';

describe('a number', () => {
	it.each([
		[5, 5],
		['5.5', 5.5],
		[' 12 ', 12],
		['5.50', 5.5],
		['0', 0],
		['-0.0', 0],
		['1e3', 1000],
		['3.3333333333333335', 3.3333333333333335],
		['00012', 12],
	])('is read from %j as %d', (raw, expected) => {
		expect(number.parse(raw)).toBeCloseTo(expected, 20);
	});

	it.each([
		['soon'],
		[''],
		[' '],
		['0x10'],
		['1e999'],
		['12345678901234567890'],
		['0.1000000000000000000001'],
		['NaN'],
		['Infinity'],
		['5,5'],
		[true],
		[Number.POSITIVE_INFINITY],
		[[5]],
	])('is not made of %j', (raw) => {
		expect(number.safeParse(raw).error?.issues[0]?.message).toBe('expected a number');
	});
});

describe('a time', () => {
	it.each([
		'2025-05-28T10:26:32.104000+00:00',
		'2024-01-15T10:30:45.123Z',
		'2024-01-15T10:30:00Z',
		'2024-01-15 10:30:00',
		'2024-01-15T10:30',
		'2024-01-15T10:30:00+0530',
		'2024-01-15',
		'Mon, 15 Jan 2024 10:30:00 GMT',
		'15 Jan 2024 10:30 +0000',
	])('stays as it came: %s', (raw) => {
		expect(time.parse(raw)).toBe(raw);
	});

	it.each([
		[1748427992, '2025-05-28T10:26:32.000Z'],
		[1748427992104, '2025-05-28T10:26:32.104Z'],
		['1748427992', '2025-05-28T10:26:32.000Z'],
		[1748427992.5, '2025-05-28T10:26:32.500Z'],
		[1748427992.104567, '2025-05-28T10:26:32.104567Z'],
		[1748427992104.25, '2025-05-28T10:26:32.10425Z'],
	])('given as epoch %s becomes %s', (raw, expected) => {
		expect(time.parse(raw)).toBe(expected);
	});

	it.each([
		['soon'],
		[''],
		[5],
		[0],
		[-1748427992],
		[1748427992104567],
		['2024-13-01'],
		['2024-01-15T25:00:00Z'],
		['yesterday 2024'],
		[null],
		[{}],
	])('is not made of %j', (raw) => {
		expect(time.safeParse(raw).error?.issues[0]?.message).toBe('expected a time');
	});
});

describe('a sender', () => {
	it.each([
		['user', 'user'],
		['agent', 'agent'],
		['ai', 'agent'],
		['AI ', 'agent'],
		['assistant', 'assistant'],
		['system', 'system'],
		[' User', ' User'],
	])('%j is %j', (raw, expected) => {
		expect(sender.parse(raw)).toBe(expected);
	});
});

it('a text may be empty, and nothing else is a text', () => {
	expect(text.parse('')).toBe('');
	expect(text.safeParse(5).error?.issues[0]?.message).toBe('expected text');
});

it.each([
	['soon', '"soon"'],
	[5, '5'],
	[null, 'null'],
	[[1, 2], 'a list'],
	[{ a: 1 }, 'an object'],
	['x'.repeat(500), `"${'x'.repeat(59)}…`],
])('an unexpected value is shown shortly: %j', (raw, expected) => {
	expect(shown(raw)).toBe(expected);
});
