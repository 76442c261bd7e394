import { randomUUID } from 'node:crypto';
import { to, type WorkflowDraft } from '../../test/support/n8n/workflow';

const TRIGGER_TYPE = 'n8n-nodes-beyond-presence.beyondPresenceTrigger';

export const TRIGGER_NAME = 'Beyond Presence Trigger';

/** The trigger's outputs in their order, and the node that follows each in the demo. */
export const OUTPUTS = [
	{ output: 'Call Started', follower: 'Greet the new caller' },
	{ output: 'Message', follower: 'Look at each message' },
	{ output: 'Call Ended', follower: 'Follow up on the call' },
	{ output: 'Other', follower: 'See what else there is' },
] as const;

/** The grid of the canvas, in pixels. */
const COLUMN = 320;
const ROW = 160;

/** A trigger that takes every event, with a node that does nothing on each of its outputs. */
export function demoWorkflow(webhookId: string): WorkflowDraft {
	return {
		name: 'Beyond Presence demo',
		nodes: [
			{
				id: randomUUID(),
				name: TRIGGER_NAME,
				type: TRIGGER_TYPE,
				typeVersion: 1.1,
				position: [0, 0],
				parameters: { events: ['call_started', 'message', 'call_ended', 'other'] },
				webhookId,
			},
			...OUTPUTS.map(({ follower }, index) => ({
				id: randomUUID(),
				name: follower,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [COLUMN, (index - (OUTPUTS.length - 1) / 2) * ROW] as [number, number],
				parameters: {},
			})),
		],
		connections: {
			[TRIGGER_NAME]: { main: OUTPUTS.map(({ follower }) => [to(follower)]) },
		},
	};
}
