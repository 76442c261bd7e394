import { Issues, joinIssues, MAX_ISSUES } from '../../../nodes/shared/fields/issues';

/** The issues of one source, as many as an item may have. */
function listed(name: string, count: number): string[] {
	const issues = new Issues();
	for (let index = 1; index <= count; index++) issues.add(() => `${name} ${index}`);
	return issues.list() ?? [];
}

describe('the issues of two sources', () => {
	it('are all there, the first ones before, if there is room', () => {
		expect(joinIssues(listed('a', 1), listed('b', 2))).toEqual(['a 1', 'b 1', 'b 2']);
		expect(joinIssues(listed('a', 1), listed('b', MAX_ISSUES - 1))).toHaveLength(MAX_ISSUES);
	});

	it.each([
		['the second alone has as many as an item may have', MAX_ISSUES, 'b 98', 2],
		['the second says how many more it has', MAX_ISSUES + 50, 'b 98', 52],
	])('are as many as an item may have, and say how many more, if %s', (_, count, last, more) => {
		const joined = joinIssues(listed('a', 1), listed('b', count));
		expect(joined).toHaveLength(MAX_ISSUES);
		expect(joined[0]).toBe('a 1');
		expect(joined.slice(-2)).toEqual([last, `… and ${more} more issues`]);
	});
});
