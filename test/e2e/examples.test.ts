/** Each workflow of `examples/` shows its result right after it is imported, from its pinned items. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod/v4';
import { describeInBrowser, useEditor } from '../support/editor/browser';
import { itemsOf } from '../support/n8n/execution';
import { isResponding, post } from '../support/events/post';
import { EMPTY_OK } from '../support/events/responses';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import { documentedCallEnded } from '../support/samples/payloads';
import { EXAMPLE_NAMES, EXAMPLES_FOLDER, readExample } from '../support/samples/examples';
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
		example: 'agency-one-url-many-clients',
		until: 'Is client known?',
		outputs: [[{ ...ENDED, client: 'Harbor Analytics' }], []],
	},
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
		example: 'daily-report',
		trigger: 'Every morning',
		until: 'Write report',
		outputs: [
			[
				{
					...{ day: '2025-05-28', calls: 2, silent_callers: 1, minutes: 2, user_words: 45 },
					summary:
						'Calls on 2025-05-28: 2, 2 minutes in total. Callers who said nothing: 1. Callers said 36 % of the words. Longest pause: 14 seconds.',
				},
			],
		],
	},
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
		example: 'personal-video-interview',
		trigger: 'Form',
		until: 'Write result',
		outputs: [
			[
				{
					...{ candidate: 'Dana Whitfield', outcome: 'ended', score: 33, answers: 4 },
					...{ skills_mentioned: 'dashboards', minutes: 1.5 },
				},
			],
		],
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
	{
		example: 'usage-warning',
		trigger: 'Every morning',
		until: 'Once per period',
		outputs: [
			[
				{
					text: 'Beyond Presence: 82 % of the included minutes are used (820 of 1000). 180 minutes remain until 2025-06-01T00:00:00Z.',
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

/** An example that needs no account. */
const IMPORTED = { name: 'call-analysis.typed', id: 'bp-analysis' };
const savedSchema = z.object({ data: z.object({ id: z.string() }) });
/** Until the editor takes what a person does, in ms. */
const SETTLED_MS = 1_500;

/**
 * Whether people are told to execute the whole workflow, which n8n refuses if any node lacks a required
 * parameter. Otherwise they execute one step.
 */
const noteSaysExecuteWorkflow = (example: string): boolean =>
	readExample(example).nodes.some(({ type, parameters }) => {
		const isNote = type.endsWith('.stickyNote');
		const tryIt = /\*\*Try it now:\*\*.*select \*\*Execute workflow/;
		return isNote && tryIt.test(String(parameters.content));
	});

it('there is a case for each example', () => {
	expect([...new Set(CASES.map(({ example }) => example))].sort()).toEqual(EXAMPLE_NAMES.sort());
});

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);

	it.each(CASES)(
		'$example shows what "$until" emits for the pinned items, executed as its note says',
		async ({ example, trigger = 'Events', until, outputs }) => {
			const workflowId = await importExample(n8n.client, example);
			const isWhole = noteSaysExecuteWorkflow(example);
			const last = isWhole ? undefined : until;
			const execution = await executeManually(n8n.client, workflowId, trigger, last);
			// Executed as a whole, it may end at a node that lacks a credential or a table.
			if (!isWhole) expect(execution.status).toBe('success');
			expect(outputs.map((_, index) => itemsOf(execution, until, index))).toMatchObject(outputs);
		},
	);

	it('n8n import:workflow imports each example, and an event to its URL is accepted', async () => {
		const all = await importByCommandLine(n8n, ['--separate', `--input=${EXAMPLES_FOLDER}`]);
		expect(all).toContain(`Successfully imported ${EXAMPLE_NAMES.length} workflows.`);
		// Without a webhook ID, n8n makes the path of the ID of the workflow and the name of the node.
		const id = 'bp-interview';
		const url = `${n8n.server.baseUrl}/webhook/${id}/events/webhook`;
		await n8n.client.activate(id, async () => await isResponding(url));
		expect(await post(url, documentedCallEnded)).toMatchObject(EMPTY_OK);
		const [execution] = await n8n.client.waitForExecutions(id, 1);
		expect(execution?.status).toBe('success');
	});

	describeInBrowser('in the editor', () => {
		let page: Page;
		useEditor(n8n, (opened) => {
			page = opened;
		});

		it('after n8n import:workflow and a change, the URL shown accepts an event', async () => {
			const file = path.join(EXAMPLES_FOLDER, `${IMPORTED.name}.json`);
			const printed = await importByCommandLine(n8n, [`--input=${file}`]);
			expect(printed).toContain('Successfully imported 1 workflow.');
			await page.goto(`${n8n.server.baseUrl}/workflow/${IMPORTED.id}`);
			await acceptsAtUrlShown();
		});

		it('after a paste, the URL shown accepts an event', async () => {
			await page.goto(`${n8n.server.baseUrl}/workflow/new`);
			await page.getByTestId('canvas-add-button').waitFor();
			const text = JSON.stringify(JSON.stringify(readExample(IMPORTED.name)));
			await page.evaluate(`
				const clipboardData = new DataTransfer();
				clipboardData.setData('text/plain', ${text});
				document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
			`);
			await acceptsAtUrlShown();
		});

		/** Moves the trigger, which saves the workflow, and publishes it. */
		async function acceptsAtUrlShown(): Promise<void> {
			const trigger = page.locator('[data-node-name="Events"]').first();
			await trigger.waitFor();
			await page.waitForTimeout(SETTLED_MS);
			const { x, y } = (await trigger.boundingBox()) ?? { x: 0, y: 0 };
			await page.mouse.move(x + 20, y + 20);
			await page.mouse.down();
			await page.mouse.move(x - 40, y + 20, { steps: 5 });
			await page.mouse.up();
			const saved = page.waitForResponse(
				(response) =>
					/\/rest\/workflows/.test(response.url()) &&
					['POST', 'PATCH'].includes(response.request().method()),
			);
			await page.keyboard.press('Control+s');
			const { id } = savedSchema.parse(await (await saved).json()).data;
			await trigger.dblclick();
			const panel = page.getByTestId('ndv').first();
			await panel.getByText('Webhook URLs', { exact: true }).click();
			await panel.getByText('Production URL', { exact: true }).click();
			const url = await panel
				.getByText(/\/webhook\//)
				.first()
				.innerText();
			const responds = async () => (await post(url.trim(), { event_type: 'test' })).status === 200;
			await n8n.client.activate(id, responds);
			expect(await post(url.trim(), documentedCallEnded)).toMatchObject(EMPTY_OK);
			await n8n.client.waitForExecutions(id, 1);
		}
	});
});
