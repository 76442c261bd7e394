import * as z from '../../schema';
import { searchPages } from './searchPages';

/** As much of a call as its name needs; a state that this version does not know has one, too. */
const listedCall = z.object({
	id: z.string(),
	user_name: z.nullish(z.string()),
	user_email: z.nullish(z.string()),
	status: z.nullish(z.object({ type: z.nullish(z.string()), started_at: z.nullish(z.string()) })),
});

/** Calls have no name: who called and when, to the minute as the API writes it, tells them apart. */
function nameOf({ user_name, user_email, status, id }: z.infer<typeof listedCall>): string {
	const caller = user_name || user_email || 'Unnamed user';
	const state = status?.started_at
		? status.started_at.slice(0, 16).replace('T', ' ')
		: (status?.type ?? 'to_start').replaceAll('_', ' ').replace('to start', 'not started');
	return `${caller}, ${state}${status?.type === 'ongoing' ? ' (ongoing)' : ''} · ${id}`;
}

export const searchCalls = searchPages('conversations', listedCall, (call) => ({
	name: nameOf(call),
	value: call.id,
}));
