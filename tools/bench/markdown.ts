/** The measurements as Markdown tables. */
import { table } from '../../test/support/cli/markdown';
import { MESSAGES, type Cost } from './cost';
import type { PackageFigures } from '../../test/support/measure/packageLoad';
import type { RatesOf } from '../../test/support/measure/rates';
import type { Shaping } from './shaping';
import type { Spread } from '../../test/support/measure/statistics';
import type { Rate } from '../../test/support/measure/turns';

const withSpread = ({ median, least, most }: Spread, digits: number) =>
	`${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;

/** Small numbers need their fraction. */
const rate = (each: Spread) => withSpread(each, each.median < 20 ? 1 : 0);

const RATE_HEAD = [
	'answers/s',
	'times the first',
	'p50 ms',
	'p99 ms',
	'answers 200',
	'others',
	'over 10 s',
];
const rateCells = ({ perSecond, ratio, p50, p99, answers, refused, late }: Rate) => [
	rate(perSecond),
	withSpread(ratio, 2),
	p50.toFixed(0),
	p99.toFixed(0),
	answers,
	refused,
	late,
];

export function ratesTables(measured: readonly RatesOf[]): string {
	return [...new Set(measured.map(({ setting }) => setting))]
		.map((setting) => {
			const rows = measured
				.filter((each) => each.setting === setting)
				.flatMap(({ traffic: [connections, body], rates }) =>
					rates.map((each) => [connections, body, each.candidate, ...rateCells(each)]),
				);
			const head = ['connections', 'body', 'what a request meets', ...RATE_HEAD];
			return `### With ${setting}\n\n${table(head, rows)}`;
		})
		.join('\n\n');
}

export const queueTable = (rates: readonly Rate[]) =>
	table(
		['what a request meets', ...RATE_HEAD, 'done/s'],
		rates.map((each) => [each.candidate, ...rateCells(each), rate(each.donePerSecond)]),
	);

export const costTable = (costs: readonly Cost[]) =>
	table(
		[`a call of ${MESSAGES} messages and its end meets`, 'executions', 'database kB'],
		costs.map(({ candidate, executions, kilobytes }) => [
			candidate,
			executions,
			kilobytes.toFixed(0),
		]),
	);

export const shapingTable = (shapings: readonly Shaping[]) =>
	table(
		['messages', '`JSON.parse` µs', 'reading and shaping µs', 'times', 'µs a message'],
		shapings.map(({ messages, parse, shape, ratio }) => [
			messages,
			withSpread(parse, 0),
			withSpread(shape, 0),
			withSpread(ratio, 2),
			(shape.median / messages).toFixed(2),
		]),
	);

export const packageTable = ({ load, kilobytes }: PackageFigures) =>
	table(
		['the package', 'measured'],
		[
			['load time, ms', withSpread(load, 1)],
			['tarball, kB', kilobytes.toFixed(0)],
		],
	);
