/** The workflows that the pictures show, with a node for each thing that can go wrong. */
import { randomUUID } from 'node:crypto';
import { to, type WorkflowDraft, type WorkflowNode } from '../support/n8n/workflow';
import type { SavedCredential } from '../support/n8n/credentials';

const PACKAGE = 'n8n-nodes-beyond-presence';
const START = 'Start';
/** The grid of the canvas, in pixels. */
const COLUMN = 260;
const ROW = 180;

/** The credentials by what is wrong with them. */
export interface ApiCredentials {
	good: SavedCredential;
	badKey: SavedCredential;
	unreachable: SavedCredential;
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const action = (
	name: string,
	credential: SavedCredential,
	parameters: Record<string, unknown>,
	row: number,
): WorkflowNode => ({
	...{ id: randomUUID(), name, type: `${PACKAGE}.beyondPresence`, typeVersion: 1, parameters },
	...{ position: [COLUMN, row * ROW], credentials: { beyondPresenceApi: credential } },
});

const builtIn = (name: string, type: string, position: [number, number]): WorkflowNode => ({
	...{ id: randomUUID(), name, type: `n8n-nodes-base.${type}`, typeVersion: 1, position },
	parameters: {},
});

/** One action that works, with a node behind it, and one for each kind of error. */
export function actionsWorkflow({ good, badKey, unreachable }: ApiCredentials): WorkflowDraft {
	const list = { resource: 'agent', operation: 'getAll' };
	const get = { resource: 'agent', operation: 'get' };
	const create = { resource: 'agent', operation: 'create', name: 'Nova', systemPrompt: 'Be kind.' };
	const tooOdd = { maxSessionLengthMinutes: '={{ "soon" }}' };
	const actions = [
		action('List Agents', good, list, 0),
		action('Bad Key', badKey, list, 1),
		action('Not Found', good, { ...get, agentId: byId('1c540d63-8044-4e87-9fc1') }, 2),
		action('API Down', unreachable, { ...get, operation: 'delete', agentId: byId('x') }, 3),
		action(
			'Invalid Input',
			good,
			{ ...create, avatarId: byId('ada'), additionalFields: tooOdd },
			4,
		),
		action('Unknown Avatar', good, { ...create, avatarId: byId('nobody') }, 5),
		action('Choose Agent', badKey, get, 6),
	];
	const next = builtIn('Next', 'noOp', [2 * COLUMN, 0]);
	return {
		name: 'Actions',
		nodes: [builtIn(START, 'manualTrigger', [0, 0]), ...actions, next],
		connections: {
			[START]: { main: [actions.map(({ name }) => to(name))] },
			'List Agents': { main: [[to(next.name)]] },
		},
	};
}

export const pollWorkflow = (credential: SavedCredential): WorkflowDraft => ({
	name: 'Poll',
	nodes: [
		{
			id: randomUUID(),
			name: 'Beyond Presence Poll Trigger',
			type: `${PACKAGE}.beyondPresencePollTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: { firstRun: 'lastDays' },
			credentials: { beyondPresenceApi: credential },
		},
	],
	connections: {},
});

/** A trigger that asks for a secret. */
export const secretWorkflow = (
	credentials: Record<string, SavedCredential>,
	parameters: Record<string, unknown> = {},
): WorkflowDraft => ({
	name: 'Webhook secret',
	nodes: [
		{
			id: randomUUID(),
			name: 'Beyond Presence Trigger',
			type: `${PACKAGE}.beyondPresenceTrigger`,
			typeVersion: 1.1,
			position: [0, 0],
			webhookId: randomUUID(),
			parameters: { authentication: 'webhookSecret', ...parameters },
			credentials,
		},
	],
	connections: {},
});

/** Everything turned on that the trigger has. */
export const EVERYTHING = {
	useApi: true,
	filters: { agents: { agent: [{ agentId: { ...byId(''), mode: 'list' } }] }, sender: 'any' },
	options: { addCallDetails: true, ignoreDuplicates: true },
};
