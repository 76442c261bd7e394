import { randomUUID } from 'node:crypto';
import { EVENT_LABELS } from '../../nodes/shared/events/event';
import { to, type WorkflowDraft } from '../../test/support/n8n/workflow';

const TRIGGER_TYPE = 'n8n-nodes-beyond-presence.beyondPresenceTrigger';

export const TRIGGER_NAME = 'Beyond Presence Trigger';
const SWITCH_NAME = 'Split by event';

/** The events that the demo workflow splits, and the node that follows each. */
const BRANCHES = [
	{ event: 'call_started', follower: 'Greet the new caller' },
	{ event: 'message', follower: 'Look at each message' },
	{ event: 'call_ended', follower: 'Follow up on the call' },
] as const;
const FALLBACK_FOLLOWER = 'Handle other events';

/** The grid of the canvas, in pixels. */
const COLUMN = 320;
const ROW = 192;

const switchRule = ({ event }: (typeof BRANCHES)[number]) => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [
			{
				id: randomUUID(),
				leftValue: '={{ $json.event_type }}',
				rightValue: event,
				operator: { type: 'string', operation: 'equals' },
			},
		],
		combinator: 'and',
	},
	renameOutput: true,
	outputKey: EVENT_LABELS[event],
});

/** A trigger that takes every event, and a Switch with a node that does nothing on each branch. */
export function demoWorkflow(webhookId: string): WorkflowDraft {
	const followers = [...BRANCHES.map(({ follower }) => follower), FALLBACK_FOLLOWER];
	return {
		name: 'Beyond Presence demo',
		nodes: [
			{
				id: randomUUID(),
				name: TRIGGER_NAME,
				type: TRIGGER_TYPE,
				typeVersion: 1.1,
				position: [0, 0],
				parameters: { events: Object.keys(EVENT_LABELS) },
				webhookId,
			},
			{
				id: randomUUID(),
				name: SWITCH_NAME,
				type: 'n8n-nodes-base.switch',
				typeVersion: 3.2,
				position: [COLUMN, 0],
				parameters: {
					rules: { values: BRANCHES.map(switchRule) },
					options: { fallbackOutput: 'extra', renameFallbackOutput: EVENT_LABELS.other },
				},
			},
			...followers.map((name, index) => ({
				id: randomUUID(),
				name,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [2 * COLUMN, (index - (followers.length - 1) / 2) * ROW] as [number, number],
				parameters: {},
			})),
		],
		connections: {
			[TRIGGER_NAME]: { main: [[to(SWITCH_NAME)]] },
			[SWITCH_NAME]: { main: followers.map((name) => [to(name)]) },
		},
	};
}
