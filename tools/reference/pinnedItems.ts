/**
 * The items pinned to the triggers of `examples/`, so that a workflow shows its result right after it
 * is imported: what each trigger emits for the sample call, made by the code of the triggers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod/v4';
import { EVENT_NAMES, type EventName } from '../../nodes/shared/events/events';
import { CALL_DETAILS, itemOf, WHOLE_BODIES, wholePolledItem } from './examples';

const FOLDER = 'examples';

const workflowSchema = z.looseObject({
	nodes: z.array(
		z.looseObject({
			name: z.string(),
			type: z.string(),
			parameters: z.looseObject({
				events: z.array(z.enum(EVENT_NAMES)).optional(),
				simplify: z.boolean().optional(),
				options: z.looseObject({ addCallDetails: z.boolean().optional() }).optional(),
			}),
		}),
	),
	pinData: z.record(z.string(), z.array(z.object({ json: z.record(z.string(), z.unknown()) }))),
});
type TriggerParameters = z.infer<typeof workflowSchema>['nodes'][number]['parameters'];

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

function webhookItems(
	example: string,
	{ events = [], simplify = true, options }: TriggerParameters,
) {
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
function itemsOf(example: string, type: string, parameters: TriggerParameters) {
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

/** The text of an example with the items that its triggers emit now; other pinned data stay. */
function withPinnedItems(file: string): string {
	const workflow: object = JSON.parse(readFileSync(file, 'utf8'));
	const { nodes, pinData } = workflowSchema.parse(workflow);
	const example = path.basename(file, '.json');
	for (const { name, type, parameters } of nodes) {
		const items = itemsOf(example, type, parameters);
		if (items) pinData[name] = items.map((json) => ({ json: { ...json } }));
	}
	return JSON.stringify({ ...workflow, pinData });
}

/** One for each example, as the pages of the reference; the text is not formatted. */
export const EXAMPLES = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.json'))
	.map((name) => path.posix.join(FOLDER, name))
	.map((file) => ({ file, text: () => withPinnedItems(file) }));
