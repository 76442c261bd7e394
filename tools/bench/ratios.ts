/** The ratios of a run, which say more than its rates, kept so that another run can be held against them. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod/v4';
import type { RatesOf } from '../../test/support/measure/rates';
import type { Shaping } from './shaping';
import type { Rate } from '../../test/support/measure/turns';

const ratiosSchema = z.record(z.string(), z.number());
/** The median of each ratio by what was measured. */
export type Ratios = z.infer<typeof ratiosSchema>;

/** Two runs of the same build agree when every ratio is that close, as a share. */
const CLOSE = 0.15;

/** Those of one table, without its first row, which the others are compared with. */
export const ratiosOf = (table: string, rates: readonly Rate[]): Ratios =>
	Object.fromEntries(
		rates.slice(1).map(({ candidate, ratio }) => [`${table}, ${candidate}`, ratio.median]),
	);

export const ratesRatios = (measured: readonly RatesOf[]): Ratios =>
	Object.fromEntries(
		measured.flatMap(({ setting, traffic: [connections, body], rates }) =>
			Object.entries(ratiosOf(`${setting}, ${connections} connections, ${body}`, rates)),
		),
	);

export const shapingRatios = (shapings: readonly Shaping[]): Ratios =>
	Object.fromEntries(
		shapings.map(({ messages, ratio }) => [`shaping of ${messages} messages`, ratio.median]),
	);

export async function readRatios(file: string): Promise<Ratios> {
	return ratiosSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** One sentence, and a line for each ratio that is too far off or was not measured in both runs. */
export function compare(before: Ratios, after: Ratios): { agree: boolean; text: string } {
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	const differences = names.map((name) => {
		const [one = Number.NaN, two = Number.NaN] = [before[name], after[name]];
		return { name, one, two, off: Math.abs(one - two) / Math.min(one, two) };
	});
	const far = differences.filter(({ off }) => !(off <= CLOSE));
	const lines = far.map(
		({ name, one, two, off }) =>
			`- ${name}: ${one.toFixed(2)} and ${two.toFixed(2)}, ${(off * 100).toFixed(0)} % apart`,
	);
	const within = `${names.length - far.length} of ${names.length} ratios are within ${CLOSE * 100} % of the other run.`;
	return { agree: far.length === 0, text: [within, ...lines].join('\n') };
}
