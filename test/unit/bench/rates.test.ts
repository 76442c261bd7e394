import { measureInPairs, type Run } from '../../bench/rates';
import { percentile, spread } from '../../bench/statistics';

/** Answers at those rates, one after the other, and writes down who was asked. */
function sender(name: string, rates: number[], asked: string[]) {
	const queue = [...rates];
	return [
		name,
		async (amount: number): Promise<Run> => {
			asked.push(`${name} ${amount}`);
			const perSecond = queue.shift() ?? 0;
			const answered = { answers: amount - 1, refused: 1, perSecond, p50: 1, p99: 2, late: 1 };
			return { ...answered, donePerSecond: perSecond / 2 };
		},
	] as const;
}

it('measures each beside the first, there and back, after once that only tells how many to send', async () => {
	const asked: string[] = [];
	const run = [
		sender('a', [10, 10, 20, 20, 20], asked),
		sender('b', [30, 20, 80], asked),
		sender('c', [5, 5, 5], asked),
	];
	const [, b, c] = await measureInPairs(run, { rounds: 2, seconds: 1 }, 4);
	expect(asked).toEqual([
		'a 4',
		'b 4',
		'c 4',
		'a 12',
		'b 32',
		'a 12',
		'c 4',
		'c 4',
		'a 12',
		'b 32',
		'a 12',
	]);
	expect(b?.donePerSecond).toEqual({ median: 25, least: 10, most: 40 });
	expect(b?.ratio).toEqual({ median: 3, least: 2, most: 4 });
	expect(c?.ratio.median).toBe(0.25);
	expect(b).toMatchObject({ answers: 62, refused: 2, late: 2, p50: 1, p99: 2 });
});

it('gives the middle of an even number of values, and NaN for none', () => {
	expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
	expect(spread([]).median).toBeNaN();
});

it('gives the value that half of them, or 99 of 100, do not exceed', () => {
	const values = Array.from({ length: 200 }, (_, index) => 200 - index);
	expect([percentile(values, 50), percentile(values, 99)]).toEqual([100, 198]);
	expect(percentile([7], 99)).toBe(7);
});
