import { callSchema, type Call } from '../../calls/calls';
import { searchPages } from './searchPages';

/** Calls have no name: who called and when, to the minute as the API writes it, tells them apart. */
function nameOf({ user_name, user_email, status, id }: Call): string {
	const caller = user_name ?? user_email ?? 'Unnamed user';
	const state =
		status.type === 'to_start' ? 'not started' : status.started_at.slice(0, 16).replace('T', ' ');
	return `${caller}, ${state}${status.type === 'ongoing' ? ' (ongoing)' : ''} · ${id}`;
}

export const searchCalls = searchPages('calls', callSchema, (call) => ({
	name: nameOf(call),
	value: call.id,
}));
