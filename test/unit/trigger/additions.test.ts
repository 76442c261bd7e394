import { withAdditions } from '../../../nodes/shared/events/additions';

const item = { event_type: 'call_ended', extra: { a: 1 }, issues: ['one'], call_id: 'c' };

describe('additions to an item', () => {
	it('come behind its own keys and before extra and issues', () => {
		const added = withAdditions(item, { call: { status: 'completed' } });
		expect(Object.entries(added)).toEqual([
			['event_type', 'call_ended'],
			['call_id', 'c'],
			['call', { status: 'completed' }],
			['extra', { a: 1 }],
			['issues', ['one']],
		]);
	});

	it('come with issues before its own', () => {
		expect(withAdditions(item, {}, ['zero'])).toEqual({ ...item, issues: ['zero', 'one'] });
		const { issues, ...without } = item;
		expect(withAdditions(without, {}, ['zero'])).toEqual({ ...item, issues: ['zero'] });
		expect(issues).toEqual(['one']);
	});

	it('leave the item as it is if there are none', () => {
		expect(withAdditions(item, {})).toBe(item);
	});
});
