import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { minutesBetween, utcMs } from '../../../nodes/shared/calls/utcTime';

it.each([
	{ time: '2025-05-28T10:26:32.104000+00:00', expected: '2025-05-28T10:26:32.104Z' },
	{ time: '2025-05-28T10:26:32', expected: '2025-05-28T10:26:32.000Z' },
	{ time: '2025-05-28 10:26:32.5', expected: '2025-05-28T10:26:32.500Z' },
	{ time: '2025-05-28', expected: '2025-05-28T00:00:00.000Z' },
	{ time: '2025-05-28T12:26+02', expected: '2025-05-28T10:26:00.000Z' },
	{ time: '2025-05-28T05:56:00-0430', expected: '2025-05-28T10:26:00.000Z' },
	{ time: '2025-05-28T24:00:00Z', expected: '2025-05-29T00:00:00.000Z' },
	{ time: 'Wed, 28 May 2025 10:26:32 GMT', expected: '2025-05-28T10:26:32.000Z' },
])('$time is $expected', ({ time, expected }) => {
	expect(new Date(utcMs(time) ?? NaN).toISOString()).toBe(expected);
});

it.each([null, '', 'soon', '28.05.2025'])('%p is no time', (time) => {
	expect(utcMs(time)).toBeUndefined();
});

it.each([
	{ start: '2025-05-28T10:26:00Z', end: '2025-05-28T12:29:30+02:00', minutes: 3.5 },
	{ start: '2025-05-28T10:26:00', end: '2025-05-28T10:26:00.4Z', minutes: 0.01 },
	{ start: '2025-05-28T10:26:00Z', end: '2025-05-28T10:25:00Z', minutes: null },
	{ start: null, end: '2025-05-28T10:25:00Z', minutes: null },
])('from $start to $end are $minutes minutes', ({ start, end, minutes }) => {
	expect(minutesBetween(start, end)).toBe(minutes);
});

it("takes times without an offset as UTC across the clock change of the machine's time zone", () => {
	const file = path.resolve(__dirname, '../../../nodes/shared/calls/utcTime.ts');
	const program = `
		const { minutesBetween } = require(${JSON.stringify(file)});
		console.log(new Date(2025, 2, 30, 4).getTimezoneOffset(), minutesBetween('2025-03-30T01:30:00', '2025-03-30T02:30:00'));`;
	const printed = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program], {
		env: { ...process.env, TZ: 'Europe/Berlin' },
		encoding: 'utf8',
	});
	expect(printed.trim()).toBe('-120 60');
});
