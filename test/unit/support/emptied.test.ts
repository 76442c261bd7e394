import { ownersOf } from '../../support/reliability/emptied';

const early = { number: 1, sentAt: 1_000, endedAt: 1_100 };
const late = { number: 2, sentAt: 1_050, endedAt: 1_400 };

test.each([
	{ name: 'one stored between request and response', storedAt: [1_020], owners: [1] },
	{ name: 'one stored before the request', storedAt: [900], owners: [] },
	{ name: 'one stored after the response', storedAt: [1_500], owners: [] },
	{ name: 'one that both may own', storedAt: [1_080], owners: [1] },
	{ name: 'one each, in any order', storedAt: [1_300, 1_080], owners: [1, 2] },
	{ name: 'two that both may own', storedAt: [1_070, 1_080], owners: [1, 2] },
	{ name: 'two of which only one delivery may own either', storedAt: [1_200, 1_300], owners: [2] },
	{ name: 'none', storedAt: [], owners: [] },
])('of emptied executions, $name', ({ storedAt, owners }) => {
	expect(ownersOf(storedAt, [late, early])).toEqual(owners);
});
