/** Each workflow of `examples/` shows its result right after it is imported, from its pinned items. */
import path from 'node:path';
import { itemsOf } from '../support/n8n/execution';
import { isResponding, post } from '../support/events/post';
import { EMPTY_OK } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import { documentedCallEnded } from '../support/samples/payloads';
import { EXAMPLE_NAMES, EXAMPLES_FOLDER } from '../support/samples/examples';
import { executeManually, importByCommandLine, importExample } from './support/example';

interface Case {
	example: string;
	/** `Events` if missing. */
	trigger?: string;
	/** The last node before one that reaches outside. */
	until: string;
	/** What that node emits, by its outputs. */
	outputs: object[][];
}

const ANALYSIS = {
	question: expect.stringMatching(
		/^What should we do next for Dana Whitfield\? Their call about Upgrading to the team plan took 1.5 minutes, and they felt positive.\n\nAgent: Hello/,
	),
};
const INTERVIEW = {
	Candidate: 'Dana Whitfield',
	Minutes: 1.5,
	Topic: 'Upgrading to the team plan',
	Answers: 4,
	Notes: expect.stringContaining('USER: Two build, three read.'),
};
const SIGNAL = { lead: 'Dana Whitfield', said: expect.stringContaining('Hi!'), score: 0 };
const REPORT = {
	lead: 'Dana Whitfield',
	minutes: 1.5,
	messages: 9,
	asked: 4,
	is_about_price: true,
};
const POLL = 'Beyond Presence Poll Trigger';
const STARTED = { event_type: 'call_started' };
const MESSAGE = { event_type: 'message' };
const ENDED = { event_type: 'call_ended', topic: 'Upgrading to the team plan' };
const POLLED = { event_type: 'call_ended', topic: null };

const CASES: Case[] = [
	{
		example: 'agent-with-call-link',
		trigger: 'Form',
		until: 'Form',
		outputs: [[{ Name: 'Robin' }]],
	},
	{
		example: 'call-analysis.raw-mode',
		trigger: 'Webhook',
		until: 'Your model and sheet',
		outputs: [[ANALYSIS]],
	},
	{ example: 'call-analysis.typed', until: 'Your model and sheet', outputs: [[ANALYSIS]] },
	{
		example: 'follow-up-task',
		until: 'Write task',
		outputs: [[{ name: 'Call back Dana Whitfield: Missing dashboards' }]],
	},
	{
		example: 'hubspot-contact',
		until: 'Write note',
		outputs: [
			[
				{
					email: 'dana.whitfield@example.com',
					first_name: 'Dana Whitfield',
					note: expect.stringMatching(
						/^Upgrading to the team plan \(positive, 1.5 minutes\)\nAgent: Hello/,
					),
				},
			],
		],
	},
	{
		example: 'interview-notes.raw-mode',
		trigger: 'Webhook',
		until: 'Your sheet',
		outputs: [[INTERVIEW]],
	},
	{ example: 'interview-notes.typed', until: 'Your sheet', outputs: [[INTERVIEW]] },
	{ example: 'live-dashboard', until: 'Split by event', outputs: [[STARTED], [MESSAGE], [ENDED]] },
	{ example: 'nothing-lost-nothing-twice', until: 'Call ended', outputs: [[ENDED]] },
	{
		example: 'nothing-lost-nothing-twice',
		trigger: POLL,
		until: 'Call ended',
		outputs: [[POLLED]],
	},
	{
		example: 'one-url-several-workflows',
		until: 'Split by event',
		outputs: [[STARTED], [MESSAGE], [ENDED], [{ event_type: 'tool_call' }]],
	},
	{ example: 'one-url-several-workflows', until: 'Split by agent', outputs: [[ENDED], [], []] },
	{
		example: 'one-url-several-workflows.sub-workflow',
		trigger: 'When Executed by Another Workflow',
		until: 'Continue here',
		outputs: [[ENDED]],
	},
	{
		example: 'sales-signals.raw-mode',
		trigger: 'Webhook',
		until: 'Alert your team',
		outputs: [[SIGNAL]],
	},
	{
		example: 'sales-signals.raw-mode',
		trigger: 'Webhook',
		until: 'Report to your team',
		outputs: [[REPORT]],
	},
	{ example: 'sales-signals.typed', until: 'Alert your team', outputs: [[SIGNAL]] },
	{ example: 'sales-signals.typed', until: 'Report to your team', outputs: [[REPORT]] },
	{
		example: 'slack-notification',
		until: 'Write message',
		outputs: [
			[
				{
					text: expect.stringMatching(
						/^\*Dana Whitfield\* talked for 1.5 minutes about _Upgrading to the team plan_ \(positive\).\nAgent: Hello/,
					),
				},
			],
		],
	},
	{ example: 'webhook-and-poll-remove-duplicates', until: 'Continue here', outputs: [[ENDED]] },
	{
		example: 'webhook-and-poll-remove-duplicates',
		trigger: POLL,
		until: 'Continue here',
		outputs: [[POLLED]],
	},
];

it('there is a case for each example', () => {
	expect([...new Set(CASES.map(({ example }) => example))].sort()).toEqual(EXAMPLE_NAMES.sort());
});

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);

	it.each(CASES)(
		'$example shows what "$until" emits for the pinned items',
		async ({ example, trigger = 'Events', until, outputs }) => {
			const workflowId = await importExample(n8n.client, example);
			const execution = await executeManually(n8n.client, workflowId, trigger, until);
			expect(execution.status).toBe('success');
			expect(outputs.map((_, index) => itemsOf(execution, until, index))).toMatchObject(outputs);
		},
	);

	it('n8n import:workflow imports each example, and an event to its URL is accepted', async () => {
		const all = await importByCommandLine(n8n, ['--separate', `--input=${EXAMPLES_FOLDER}`]);
		expect(all).toContain(`Successfully imported ${EXAMPLE_NAMES.length} workflows.`);
		const file = path.join(EXAMPLES_FOLDER, 'call-analysis.typed.json');
		const one = await importByCommandLine(n8n, [`--input=${file}`]);
		expect(one).toContain('Successfully imported 1 workflow.');

		const id = 'bp-call-analysis-typed';
		// Without a webhook ID, n8n makes the path of the IDs of the workflow and the name of the node.
		const url = `${n8n.server.baseUrl}/webhook/${id}/events/webhook`;
		await n8n.client.activate(id, async () => await isResponding(url));
		expect(await post(url, documentedCallEnded)).toMatchObject(EMPTY_OK);
		const [execution] = await n8n.client.waitForExecutions(id, 1);
		expect(execution?.status).toBe('success');
	});
});
