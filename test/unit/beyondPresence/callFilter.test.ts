/** Which calls the filters of Call → Get Many select. */
import {
	isEmpty,
	matches,
	type CallFilter,
} from '../../../nodes/BeyondPresence/resources/call/filters/callFilter';
import { readCall } from '../../../nodes/shared/calls/call';
import type { JsonObject } from '../../../nodes/shared/fields/jsonObject';

const NO_FILTER: CallFilter = { agentIds: [], statuses: [], tags: [] };
const TEN = '2025-05-28T10:00:00Z';
const ten = Date.parse(TEN);

const CALL: JsonObject = {
	id: 'call',
	agent_id: 'Jarvis',
	user_email: ' Ada@Example.com',
	tags: { campaign: 'spring', order: 7 },
	status: { type: 'completed', started_at: TEN, ended_at: '2025-05-28T10:05:00Z' },
};

/** By name: a filter that selects the call, the same that does not, and a call that does not say. */
const FILTERS: Record<
	string,
	{ yes: Partial<CallFilter>; no: Partial<CallFilter>; unknown: JsonObject }
> = {
	agents: {
		yes: { agentIds: ['hal', ' jarvis '] },
		no: { agentIds: ['hal'] },
		unknown: { agent_id: null },
	},
	status: {
		yes: { statuses: ['ongoing', 'completed'] },
		no: { statuses: ['ongoing', 'to_start'] },
		unknown: { status: { type: 'on_hold', started_at: TEN } },
	},
	'started after': {
		yes: { startedAfter: ten },
		no: { startedAfter: ten + 1 },
		unknown: { status: { type: 'completed' } },
	},
	'started before': {
		yes: { startedBefore: ten + 1 },
		no: { startedBefore: ten },
		unknown: { status: { type: 'completed', started_at: 'soon' } },
	},
	'user email': {
		yes: { userEmail: 'ada@example.com' },
		no: { userEmail: 'ada@example.org' },
		unknown: { user_email: null },
	},
	'a tag with its value': {
		yes: { tags: [{ name: 'order', value: '7' }] },
		no: { tags: [{ name: 'campaign', value: 'Spring' }] },
		unknown: { tags: null },
	},
	'a tag with any value': {
		yes: { tags: [{ name: 'campaign' }] },
		no: { tags: [{ name: 'toString' }] },
		unknown: { tags: {} },
	},
};
const cases = Object.entries(FILTERS).map(([name, filter]) => ({ name, ...filter }));
const pairs = cases.flatMap((one) =>
	cases.filter((other) => other !== one).map((other) => ({ one, other })),
);

const isSelected = (call: JsonObject, ...filters: Array<Partial<CallFilter>>) =>
	matches(readCall(call), Object.assign({}, NO_FILTER, ...filters));

it('every call matches no filter at all', () => {
	expect(isEmpty(NO_FILTER)).toBe(true);
	expect(isSelected({}, NO_FILTER)).toBe(true);
});

it.each(cases)('$name selects the call, or not, and never one that does not say', (filter) => {
	expect(isEmpty({ ...NO_FILTER, ...filter.yes })).toBe(false);
	expect(isSelected(CALL, filter.yes)).toBe(true);
	expect(isSelected(CALL, filter.no)).toBe(false);
	expect(isSelected({ ...CALL, ...filter.unknown }, filter.yes)).toBe(false);
});

it.each(pairs)('$one.name and $other.name both have to match', ({ one, other }) => {
	const isSameKey = Object.keys(one.yes)[0] === Object.keys(other.yes)[0];
	const both = isSameKey ? { tags: [...(one.yes.tags ?? []), ...(other.yes.tags ?? [])] } : {};
	expect(isSelected(CALL, one.yes, other.yes, both)).toBe(true);
	const second = isSameKey ? { tags: [...(one.yes.tags ?? []), ...(other.no.tags ?? [])] } : {};
	expect(isSelected(CALL, one.yes, other.no, second)).toBe(false);
});
