/**
 * The items pinned to the triggers of `examples/`, so that a workflow shows its result right after it
 * is imported: what each trigger emits for the sample call, made by the code of the triggers.
 */
import { z } from 'zod/v4';
import { EVENT_NAMES, type EventName } from '../../nodes/shared/events/event';
import { EXAMPLE_NAMES, readExample } from '../../test/support/samples/examples';
import { CALL_DETAILS, itemOf, WHOLE_BODIES, wholePolledItem } from './examples';

const parametersSchema = z.looseObject({
	events: z.array(z.enum(EVENT_NAMES)).optional(),
	simplify: z.boolean().optional(),
	options: z.looseObject({ addCallDetails: z.boolean().optional() }).optional(),
});

/** Further calls that an example needs to show its point. */
const FURTHER_ENDS: Record<string, object> = {
	'follow-up-task': {
		...WHOLE_BODIES.call_ended,
		call_id: 'DW2OVuSRWQLPimy6m7Zi',
		evaluation: {
			topic: 'Missing dashboards',
			user_sentiment: 'negative',
			duration_minutes: 1.5,
			messages_count: 9,
		},
	},
};

/** What n8n's Webhook node, and so the trigger with Simplify off, emits for a request of the vendor. */
const rawItemOf = (body: object) => ({
	headers: {
		host: 'n8n.example.com',
		'user-agent': 'python-requests/2.31.0',
		accept: '*/*',
		'content-type': 'application/json',
	},
	params: {},
	query: {},
	body,
	webhookUrl: 'https://n8n.example.com/webhook/1e9f4f0c-6f57-4f6a-9b1e-1f8f6f3c2d11/webhook',
	executionMode: 'production',
});

function webhookItems(example: string, parameters: object) {
	const { events = [], simplify = true, options } = parametersSchema.parse(parameters);
	const bodies = events.map((name): [EventName, object] => [name, WHOLE_BODIES[name]]);
	const further = FURTHER_ENDS[example];
	if (further) bodies.push(['call_ended', further]);
	const details = options?.addCallDetails ? { call: CALL_DETAILS } : {};
	return bodies.map(([name, body]) => ({
		...(simplify ? itemOf(name, body) : rawItemOf(body)),
		...details,
	}));
}

/** The items of a trigger of this package, and of what such a trigger calls. */
function itemsOf(example: string, type: string, parameters: object) {
	switch (type) {
		case 'n8n-nodes-beyond-presence.beyondPresenceTrigger':
			return webhookItems(example, parameters);
		case 'n8n-nodes-beyond-presence.beyondPresencePollTrigger':
			return [wholePolledItem];
		case 'n8n-nodes-base.executeWorkflowTrigger':
			return [itemOf('call_ended', WHOLE_BODIES.call_ended)];
		default:
			return undefined;
	}
}

/** An example with the items that its triggers emit now, not formatted; other pinned data stay. */
function withPinnedItems(name: string): string {
	const example = readExample(name);
	for (const node of example.nodes) {
		const items = itemsOf(name, node.type, node.parameters);
		if (items) example.pinData[node.name] = items.map((json) => ({ json: { ...json } }));
	}
	return JSON.stringify(example);
}

/** One for each example, as the pages of the reference. */
export const EXAMPLES = EXAMPLE_NAMES.map((name) => ({
	file: `examples/${name}.json`,
	text: () => withPinnedItems(name),
}));
