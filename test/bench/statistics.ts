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
