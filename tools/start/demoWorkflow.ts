import { randomUUID } from 'node:crypto';
import { EVENT_LABELS } from '../../nodes/shared/events/event';
import { ALL_EVENTS, TRIGGER, triggerWorkflow } from '../../test/support/n8n/listener';
import { eventSwitch, to, type WorkflowDraft } from '../../test/support/n8n/workflow';

const SWITCH = 'Split by event';

/** The node that follows each event, and the one for other events. */
const FOLLOWERS = {
	call_started: 'Greet the new caller',
	message: 'Look at each message',
	call_ended: 'Follow up on the call',
};
const OTHER = 'Handle other events';

/** The grid of the canvas, in pixels. */
const COLUMN = 320;
const ROW = 192;

/** A trigger for every event, and a Switch with a node that does nothing on each branch. */
export function demoWorkflow(webhookId: string): WorkflowDraft {
	const events = Object.keys(FOLLOWERS) as Array<keyof typeof FOLLOWERS>;
	const labels = events.map((event) => EVENT_LABELS[event]);
	const fallback = { fallbackOutput: 'extra', renameFallbackOutput: EVENT_LABELS.other };
	const split = eventSwitch(SWITCH, '={{ $json.event_type }}', events, labels, fallback);
	const followers = [...Object.values(FOLLOWERS), OTHER];
	const [trigger] = triggerWorkflow(webhookId, ALL_EVENTS).nodes;
	return {
		name: 'Beyond Presence demo',
		nodes: [
			...(trigger ? [trigger] : []),
			{ ...split, position: [COLUMN, 0] },
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
			[TRIGGER]: { main: [[to(SWITCH)]] },
			[SWITCH]: { main: followers.map((name) => [to(name)]) },
		},
	};
}
