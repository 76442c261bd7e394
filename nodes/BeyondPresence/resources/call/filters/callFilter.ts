/** Which calls the filters of Call → Get Many select. */
import type { IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../../../shared/schema';
import { agentIdIn } from '../../../../shared/api/callLink';
import type { Call, CallState } from '../../../../shared/calls/call';
import { utcMs } from '../../../../shared/calls/utcTime';
import { isJsonObject } from '../../../../shared/fields/jsonObject';
import { time } from '../../../../shared/fields/values';
import { isChosen } from '../../../../shared/parameters/agentFilter';
import { readParameters, requiredText } from '../../../shared/parameters';

const STATUSES = ['to_start', 'ongoing', 'completed'] as const;

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';

/** A filter that is left blank is not used. */
const unlessBlank = <Schema extends z.ZodMiniType>(
	schema: Schema,
	change: (value: unknown) => unknown,
) => {
	const changed = (value: unknown) => {
		const result = isBlank(value) ? undefined : change(value);
		return isBlank(result) ? undefined : result;
	};
	return z.optional(z.preprocess(changed, z.optional(schema)));
};

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value);
const textFilter = unlessBlank(requiredText, trimmed);

/** In ms since 1970. Expressions also return numbers, and the date objects of Luxon and JavaScript. */
function momentOf(value: unknown): unknown {
	if (typeof value === 'object') return value?.valueOf();
	return utcMs(time.read(trimmed(value)) ?? null) ?? NaN;
}
const moment = unlessBlank(z.number('must be a time, e.g. 2025-05-28T10:00:00Z'), momentOf);

/** Also one name, or several with commas between, which is what an expression or an AI agent writes. */
const namesIn = (value: unknown) =>
	typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value;

/** The rows of a list in the form. */
const rows = <Row extends z.ZodMiniType>(key: string, row: Row) =>
	unlessBlank(z.array(row), (value) => (isJsonObject(value) ? (value[key] ?? []) : value));

/** The ID in a picker, also one in a call link. */
function agentIn(picked: unknown): unknown {
	const id = isJsonObject(picked) ? picked.value : picked;
	return typeof id === 'string' ? agentIdIn(id) : id;
}

const filters = z
	.object({
		agents: rows('agent', z.object({ agentId: unlessBlank(requiredText, agentIn) })),
		startedAfter: moment,
		startedBefore: moment,
		status: unlessBlank(z.array(z.enum(STATUSES)), namesIn),
		tags: rows('tag', z.object({ name: textFilter, value: textFilter })),
		userEmail: textFilter,
	})
	.check(
		z.refine(
			({ startedAfter = -Infinity, startedBefore = Infinity }) => startedAfter < startedBefore,
			{ path: ['startedBefore'], error: "must be later than 'Started After'" },
		),
	);
const filtersParameter = z.withDefault(filters, {});

/** What a call has to match. What is undefined or empty is not looked at. */
export interface CallFilter {
	agentIds: string[];
	statuses: CallState[];
	/** Without a value, any value of the tag will do. */
	tags: Array<{ name: string; value?: string }>;
	/** Lower case. */
	userEmail?: string;
	/** In ms since 1970; the call started then or later. */
	startedAfter?: number;
	/** In ms since 1970; the call started earlier. */
	startedBefore?: number;
}

/** @throws NodeOperationError that names the filter, if one cannot be right */
export function readFilter(context: IExecuteFunctions, itemIndex: number): CallFilter {
	const { filters } = readParameters(context, itemIndex, { filters: filtersParameter });
	const { agents = [], status = [], tags = [], userEmail, ...times } = filters;
	return {
		...times,
		agentIds: agents.flatMap(({ agentId }) => agentId ?? []),
		statuses: status,
		tags: tags.flatMap(({ name, value }) => (name === undefined ? [] : [{ name, value }])),
		userEmail: userEmail?.toLowerCase(),
	};
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

function hasTag({ tags }: Call, { name, value }: CallFilter['tags'][number]): boolean {
	if (tags === null || !Object.hasOwn(tags, name)) return false;
	const found = tags[name];
	return value === undefined || (isScalar(found) && String(found).trim() === value);
}

/** A call that does not say what a filter asks for does not match it. */
export function matches(call: Call, filter: CallFilter): boolean {
	const { agentIds, statuses, tags, userEmail } = filter;
	const { startedAfter = -Infinity, startedBefore = Infinity } = filter;
	if (agentIds.length > 0 && !isChosen(agentIds, call.agent_id ?? '')) return false;
	if (statuses.length > 0 && !statuses.includes(call.state)) return false;
	if (userEmail !== undefined && call.user_email?.trim().toLowerCase() !== userEmail) return false;
	if (startedAfter !== -Infinity || startedBefore !== Infinity) {
		const startedAt = utcMs(call.started_at);
		if (startedAt === undefined) return false;
		if (startedAt < startedAfter || startedAt >= startedBefore) return false;
	}
	return tags.every((tag) => hasTag(call, tag));
}

/** Whether every call matches. */
export const isEmpty = ({ agentIds, statuses, tags, ...others }: CallFilter): boolean =>
	agentIds.length + statuses.length + tags.length === 0 &&
	Object.values(others).every((value) => value === undefined);
