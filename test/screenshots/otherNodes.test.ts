/**
 * The action node and the poll trigger in the editor, as pictures to look at. Each test also checks
 * that the important text is really there.
 */
import { randomUUID } from 'node:crypto';
import type { SavedCredential } from '../support/n8n/credentials';
import { POLL_TRIGGER, pollWorkflow } from '../support/n8n/poller';
import { to, type WorkflowNode } from '../support/n8n/workflow';
import { useStudio } from './pictures';

jest.setTimeout(300_000);

const START = 'Start';
const NEXT = 'Next';

/** The grid of the canvas, in pixels. */
const COLUMN = 260;
const ROW = 192;

const node = (
	name: string,
	type: string,
	position: [number, number],
	parameters: Record<string, unknown> = {},
	beyondPresenceApi?: SavedCredential,
): WorkflowNode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	position,
	parameters,
	...(beyondPresenceApi && { credentials: { beyondPresenceApi } }),
});

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const studio = useStudio();
const { n8n, picture, shows } = studio;

const showsError = async (message: string) =>
	await studio.page.getByTestId('node-error-message').getByText(message).waitFor();

describe('the action node', () => {
	let workflowId: string;
	beforeAll(async () => {
		const { good, badKey, unreachable } = studio.api;
		const list = { resource: 'agent', operation: 'getAll' };
		const get = { resource: 'agent', operation: 'get' };
		const create = {
			resource: 'agent',
			operation: 'create',
			name: 'Nova',
			systemPrompt: 'Be kind.',
		};
		const notANumber = { maxSessionLengthMinutes: '={{ "soon" }}' };
		const ada = { avatarId: byId('ada'), additionalFields: notANumber };
		const actions = [
			{ name: 'List Agents', credential: good, parameters: list },
			{ name: 'Bad Key', credential: badKey, parameters: list },
			{
				name: 'Not Found',
				credential: good,
				parameters: { ...get, agentId: byId('1c540d63-8044-4e87-9fc1') },
			},
			{
				name: 'API Down',
				credential: unreachable,
				parameters: { ...get, operation: 'delete', agentId: byId('x') },
			},
			{ name: 'Invalid Input', credential: good, parameters: { ...create, ...ada } },
			{
				name: 'Unknown Avatar',
				credential: good,
				parameters: { ...create, avatarId: byId('nobody') },
			},
			{ name: 'Choose Agent', credential: badKey, parameters: get },
		];
		workflowId = await n8n.client.createWorkflow({
			name: 'Actions',
			nodes: [
				node(START, 'n8n-nodes-base.manualTrigger', [0, 0]),
				...actions.map(({ name, credential, parameters }, row) => {
					const type = 'n8n-nodes-beyond-presence.beyondPresence';
					return node(name, type, [COLUMN, row * ROW], parameters, credential);
				}),
				node(NEXT, 'n8n-nodes-base.noOp', [2 * COLUMN, 0]),
			],
			connections: {
				[START]: { main: [actions.map(({ name }) => to(name))] },
				'List Agents': { main: [[to(NEXT)]] },
			},
		});
	});
	beforeEach(async () => await studio.editor.openWorkflow(workflowId));

	it('shows its fields before an execution, also to the node behind it', async () => {
		await studio.editor.openNode(NEXT);
		await shows('max_session_length_minutes');
		await picture('fields-behind-action');
	});

	it('shows its credential with a test that succeeds', async () => {
		await studio.editor.openNode('List Agents');
		await studio.page.getByTestId('credential-edit-button').first().click();
		await shows('Connection tested successfully');
		await picture('credential-api-ok');
	});

	it('shows its credential with a test that fails', async () => {
		await studio.editor.openNode('Bad Key');
		await studio.page.getByTestId('credential-edit-button').first().click();
		await studio.page.getByText('More details').click();
		await shows('Beyond Presence rejected this API key.');
		await picture('credential-api-failed');
	});

	it.each([
		['Bad Key', 'Beyond Presence rejected the API key'],
		['Not Found', 'The agent "1c540d63-8044-4e87-9fc1" was not found'],
		['API Down', 'Could not reach Beyond Presence at http://127.0.0.1:9'],
		['Invalid Input', "'Max Session Length Minutes' must be a number"],
		['Unknown Avatar', 'Beyond Presence did not find an object named in this node'],
	])('explains the error: %s', async (name, message) => {
		await studio.editor.openNode(name);
		await studio.editor.details.getByTestId('node-execute-button').first().click();
		await showsError(message);
		await picture(`error-${name.toLowerCase().replaceAll(' ', '-')}`);
	});

	it('says in a picker what is the matter with the credential', async () => {
		await studio.editor.openNode('Choose Agent');
		await studio.page.getByTestId('rlc-input').click();
		await shows(/Beyond Presence rejected the API key/);
		await picture('error-picker');
	});
});

describe('the poll trigger', () => {
	async function openPollTrigger(credential: SavedCredential): Promise<void> {
		const id = await n8n.client.createWorkflow(pollWorkflow(credential, { firstRun: 'lastDays' }));
		await studio.editor.openWorkflow(id);
		await studio.editor.openNode(POLL_TRIGGER);
		await studio.page.getByText('Fetch Test Event').first().click();
	}

	it('fetches the newest call', async () => {
		await openPollTrigger(studio.api.good);
		await studio.editor.output.getByText('What does it cost?').first().waitFor();
		await picture('poll-output');
	});

	it('says that its key is not accepted', async () => {
		await openPollTrigger(studio.api.badKey);
		await showsError('Beyond Presence rejected the API key');
		await picture('error-poll-bad-key');
	});
});
