/** What one entry of the API's list of calls says, however odd it is. */
import * as z from '../shared/schema';
import { isCompleted, type CompletedCall } from '../shared/calls/callEndedFromApi';
import { callSchema } from '../shared/calls/calls';

export type Sighting =
	| { kind: 'completed'; id: string; agentId: string; call: CompletedCall; endedAt: number }
	| { kind: 'ongoing'; id: string; agentId: string }
	| { kind: 'notStarted'; id: string; agentId: string }
	| { kind: 'unreadable'; id: string; agentId: string | undefined; reason: string };

/** Stands for all entries that do not even have an ID. */
export const NO_ID = '(without an ID)';

const oddEntrySchema = z.object({
	id: z.catch(z.string(), NO_ID),
	agent_id: z.catch(z.optional(z.string()), undefined),
});

const HAS_OFFSET = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

/** In ms since 1970; a time without an offset is taken as UTC, not as this machine's own. */
function parseTime(time: string): number | undefined {
	const ms = Date.parse(HAS_OFFSET.test(time) || !time.includes('T') ? time : `${time}Z`);
	return Number.isFinite(ms) ? ms : undefined;
}

function unreadable(entry: unknown, reason: string): Sighting {
	const odd = oddEntrySchema.safeParse(entry);
	const { id, agent_id: agentId } = odd.success ? odd.data : { id: NO_ID, agent_id: undefined };
	return { kind: 'unreadable', id, agentId, reason };
}

const explain = ({ path, message }: z.core.$ZodIssue): string =>
	path.length > 0 ? `${path.join('.')}: ${message}` : message;

/** Never throws. */
export function readSighting(entry: unknown): Sighting {
	const parsed = callSchema.safeParse(entry);
	if (!parsed.success) return unreadable(entry, parsed.error.issues.map(explain).join('; '));
	const call = parsed.data;
	const { id, agent_id: agentId, status } = call;
	if (!isCompleted(call)) {
		return { kind: status.type === 'ongoing' ? 'ongoing' : 'notStarted', id, agentId };
	}
	const endedAt = parseTime(call.status.ended_at);
	if (endedAt === undefined) return unreadable(entry, 'status.ended_at: expected a time');
	return { kind: 'completed', id, agentId, call, endedAt };
}
