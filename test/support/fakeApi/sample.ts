/** A small account to look around in: an avatar, two agents, and calls of every kind. */
import { addAgent, addAvatar, addCall, type CallMessage, type Store } from './store';

const MINUTE_MS = 60_000;

const said = (sender: 'ai' | 'user', message: string, at: number): CallMessage => ({
	sender,
	message,
	sent_at: new Date(at).toISOString(),
});

/** @param now when the latest call is going on */
export function fillWithSample(store: Store, now: Date): void {
	const at = (minutesAgo: number) => now.getTime() - minutesAgo * MINUTE_MS;
	const iso = (minutesAgo: number) => new Date(at(minutesAgo)).toISOString();

	const avatar = addAvatar(store, { name: 'Ada' });
	const sales = addAgent(store, { name: 'Sales', avatar_id: avatar.id, greeting: 'Hello!' });
	const support = addAgent(store, { name: 'Support', avatar_id: avatar.id });

	addCall(
		store,
		{
			agent_id: sales.id,
			user_name: 'Nathan Smith',
			user_email: 'nathan@example.com',
			tags: { campaign: 'spring' },
			status: { type: 'completed', started_at: iso(60), ended_at: iso(57) },
		},
		[
			said('ai', 'Hello! How can I help?', at(60)),
			said('user', 'What does it cost?', at(59)),
			said('ai', 'That depends on the plan.', at(58)),
		],
	);
	addCall(store, {
		agent_id: support.id,
		user_name: 'Wanda Jones',
		status: { type: 'ongoing', started_at: iso(2) },
	});
	addCall(store, { agent_id: support.id, status: { type: 'to_start' } });
}
