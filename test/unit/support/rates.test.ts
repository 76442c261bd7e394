import { compareRates } from '../../support/measure/rates';
import { spread } from '../../support/measure/statistics';

/** Measures those rates, one after the other and then the last, and notes each request to measure. */
function sender(name: string, rates: number[], asked: string[]) {
	const queue = [...rates];
	return [
		name,
		async (amount: number) => {
			asked.push(`${name} ${amount}`);
			return (queue.length > 1 ? queue.shift() : queue[0]) ?? 0;
		},
	] as const;
}

it('measures each next to the baseline, alternately before and after it', async () => {
	const asked: string[] = [];
	const baseline = sender('a', [20, 10, 20, 40], asked);
	const others = [sender('b', [2, 30, 10, 80], asked)];
	const pace = { rounds: 3, seconds: 1, connections: 4 };
	const [a, b] = await compareRates(baseline, others, pace);
	expect(asked).toEqual([
		...['a 8', 'b 8'],
		...['a 20', 'b 16'],
		...['b 16', 'a 20'],
		...['a 20', 'b 16'],
	]);
	expect(a).toEqual({ name: 'a', perSecond: spread([10, 20, 40]), ratio: spread([1]) });
	expect(b).toEqual({ name: 'b', perSecond: spread([30, 10, 80]), ratio: spread([3, 0.5, 2]) });
});

it('returns the middle of an even number of values, and NaN for none', () => {
	expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
	expect(spread([]).median).toBeNaN();
});
