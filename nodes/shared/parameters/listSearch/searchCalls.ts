import { callSchema, type Call } from '../../calls/call';
import { searchPages } from './searchPages';

/** Calls have no name: who called and when, to the minute as the API writes it, tells them apart. */
function nameOf({ user_name, user_email, state, started_at, id }: Call): string {
	const caller = user_name ?? user_email ?? 'Unnamed user';
	const start = started_at?.slice(0, 16).replace('T', ' ') ?? 'not started';
	return `${caller}, ${start}${state === 'ongoing' ? ' (ongoing)' : ''} · ${id}`;
}

export const searchCalls = searchPages('calls', callSchema, (call) => ({
	name: nameOf(call),
	value: call.id,
}));
