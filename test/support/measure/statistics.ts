/** The middle of several measurements, and how far they lie apart. */
export interface Spread {
	median: number;
	least: number;
	most: number;
}

export function spread(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (index: number) => sorted[index] ?? Number.NaN;
	const middle = (sorted.length - 1) / 2;
	return {
		median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
		least: at(0),
		most: at(sorted.length - 1),
	};
}

export const median = (values: readonly number[]) => spread(values).median;

export const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);

/** The least value that so many percent of the values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
}

/**
 * How far the median of some ratios may be from the true one, as a share of it: the standard error
 * of their logarithms' mean, times 1.2533 for the median of a normal distribution.
 */
export function errorOfMedian(ratios: readonly number[]): number {
	const logs = ratios.map((ratio) => Math.log(ratio));
	const mean = sum(logs) / logs.length;
	const variance = sum(logs.map((log) => (log - mean) ** 2)) / (logs.length - 1);
	return Math.sqrt(((Math.PI / 2) * variance) / logs.length);
}
