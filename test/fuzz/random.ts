/** A stream of numbers that a seed fixes (mulberry32): a failure can be repeated. */
export interface Random {
	/** An integer from 0 to `below` - 1. */
	below(below: number): number;
	pick<Value>(values: readonly Value[]): Value;
}

export function randomOf(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		below,
		pick: <Value>(values: readonly Value[]) => {
			const value = values[below(values.length)];
			if (value === undefined) throw new Error('There is nothing to pick from.');
			return value;
		},
	};
}
