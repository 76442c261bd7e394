import { errorOfMedian, percentile, spread } from '../../support/measure/statistics';
import { measureInTurns, type Run } from '../../support/measure/turns';

const AT_MOST_TWICE = { least: 2, most: 2, seconds: 1 };

/** Answers at those rates, one after the other and then at the last, and writes down who was asked. */
function sender(name: string, rates: number[], asked: string[] = []) {
	const queue = [...rates];
	return [
		name,
		async (amount: number): Promise<Run> => {
			asked.push(`${name} ${amount}`);
			const perSecond = (queue.length > 1 ? queue.shift() : queue[0]) ?? 0;
			const answered = { answers: amount - 1, refused: 1, perSecond, p50: 1, p99: 2, late: 1 };
			return { ...answered, donePerSecond: perSecond / 2 };
		},
	] as const;
}

it('measures each between two of the first, there and back, after two that tell how many to send', async () => {
	const asked: string[] = [];
	const posts = [
		sender('a', [6, 19, 10, 40, 40, 10], asked),
		sender('b', [100, 30, 20, 80], asked),
		sender('c', [3, 5, 10, 5], asked),
	];
	const [a, b, c] = await measureInTurns(posts, AT_MOST_TWICE, 4);
	expect(asked).toEqual([
		...['a 4', 'a 16', 'b 4', 'b 100', 'c 4', 'c 16'],
		...['a 20', 'b 32', 'a 20', 'c 16', 'a 20'],
		...['c 16', 'a 20', 'b 32', 'a 20'],
	]);
	expect(a?.ratio).toEqual({ median: 1, least: 1, most: 1 });
	expect(b?.donePerSecond).toEqual({ median: 25, least: 10, most: 40 });
	expect(b?.ratio).toEqual({ median: 4.5, least: 1, most: 8 });
	expect(c?.ratio).toEqual({ median: 0.25, least: 0.25, most: 0.25 });
	expect(b).toMatchObject({ answers: 62, refused: 2, late: 2, p50: 1, p99: 2 });
});

it('measures on only where the ratio is not known well enough', async () => {
	const steady = Array.from({ length: 20 }, () => 10);
	const asked: string[] = [];
	const posts = [
		sender('first', steady, asked),
		sender('steady', steady, asked),
		sender('unsteady', [10, 10, 10, 30, 10, 30, 10, 30], asked),
	];
	await measureInTurns(posts, { least: 3, most: 5, seconds: 1 }, 10);
	const times = (name: string) => asked.filter((each) => each === `${name} 40`).length - 1;
	expect([times('steady'), times('unsteady'), times('first')]).toEqual([3, 5, 9]);
});

it('refuses to measure nothing', async () => {
	await expect(measureInTurns([], AT_MOST_TWICE, 1)).rejects.toThrow('nothing to measure');
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

it('tells how wrong a median may be, as a share of it, whatever the size of the ratios', () => {
	const byTen = (share: number) => Array.from({ length: 100 }, (_, at) => (at % 2 ? 1 + share : 1));
	expect(errorOfMedian([2, 2, 2])).toBe(0);
	expect(errorOfMedian(byTen(0.1))).toBeCloseTo(0.006, 3);
	expect(errorOfMedian(byTen(0.1).map((ratio) => ratio * 7))).toBeCloseTo(0.006, 3);
});
