import type { INode, INodeParameters } from 'n8n-workflow';
import {
	checkSettings,
	readSettings,
	reportProblems,
} from '../../../nodes/BeyondPresenceTrigger/settings';
import { AGENT_ID } from '../../support/samples/payloads';

const nodeWith = (parameters: INodeParameters): INode => ({
	id: 'node',
	webhookId: 'webhook',
	name: 'Beyond Presence Trigger',
	type: 'beyondPresenceTrigger',
	typeVersion: 1.1,
	position: [0, 0],
	parameters,
});

const DEFAULTS = {
	events: new Set(['call_started', 'message', 'call_ended', 'other']),
	simplify: true,
	useApi: false,
	agentIds: [],
	unknownAgent: 'pass',
	sender: 'any',
	addCallDetails: false,
	addCallFacts: false,
	ignoreDuplicates: false,
	problems: [],
};

const agents = (...rows: Array<INodeParameters | string | number | null>): INodeParameters => ({
	filters: { agents: { agent: rows.map((agentId) => ({ agentId })) as INodeParameters[] } },
});
const locator = (value: string | null, mode = 'id') => ({ __rl: true, mode, value });

describe('settings', () => {
	it('are read as they are saved', () => {
		const parameters: INodeParameters = {
			events: ['message'],
			authentication: 'webhookSecret',
			simplify: false,
			useApi: true,
			filters: {
				...(agents(locator(AGENT_ID, 'list')).filters as INodeParameters),
				unknownAgent: 'drop',
				sender: 'user',
			},
			options: { addCallDetails: true, addCallFacts: true, ignoreDuplicates: true },
		};
		expect(readSettings(nodeWith(parameters))).toEqual({
			events: new Set(['message']),
			simplify: false,
			useApi: true,
			agentIds: [AGENT_ID],
			unknownAgent: 'drop',
			sender: 'user',
			addCallDetails: true,
			addCallFacts: true,
			ignoreDuplicates: true,
			problems: [],
		});
		expect(() => checkSettings(nodeWith(parameters))).not.toThrow();
	});

	it('are the defaults if nothing is saved, with every event', () => {
		expect(readSettings(nodeWith({}))).toEqual(DEFAULTS);
	});

	it('add call details only with the API', () => {
		const options = { addCallDetails: true };
		expect(readSettings(nodeWith({ options })).addCallDetails).toBe(false);
	});

	it.each([
		['an ID', locator(AGENT_ID)],
		['an ID as a string', AGENT_ID],
		['a call link', locator(`https://bey.chat/${AGENT_ID}`, 'url')],
		['a call link as an ID', locator(` https://bey.chat/${AGENT_ID}?utm=1 `)],
		['a call link without a scheme', locator(`bey.chat/${AGENT_ID}`)],
	])('find the agent in %s', (_, row) => {
		expect(readSettings(nodeWith(agents(row)))).toMatchObject({
			agentIds: [AGENT_ID],
			problems: [],
		});
	});
});

describe('publishing', () => {
	const EXPRESSION = 'expressions are not supported here. Enter a fixed value.';
	it.each<[string, INodeParameters, string]>([
		[
			'events by an expression',
			{ events: "={{ 'message,call_ended' }}" },
			`'Events': ${EXPRESSION}`,
		],
		[
			'no event',
			{ events: [] },
			"'Events': expected at least one of 'call_started', 'message', 'call_ended', 'other', got [].",
		],
		[
			'an unknown event',
			{ events: ['mesage'] },
			"'Events': expected at least one of 'call_started', 'message', 'call_ended', 'other', got [\"mesage\"].",
		],
		[
			'events as a string',
			{ events: 'message' },
			"'Events': expected at least one of 'call_started', 'message', 'call_ended', 'other', got \"message\".",
		],
		['a Boolean by an expression', { simplify: '={{ true }}' }, `'Simplify': ${EXPRESSION}`],
		[
			'null',
			{ useApi: null as unknown as boolean },
			"'Use the API': expected true or false, got null.",
		],
		[
			'authentication by an expression',
			{ authentication: '=none' },
			`'Authentication': ${EXPRESSION}`,
		],
		[
			'an agent by an expression',
			agents('={{ $env.BEY_AGENT }}'),
			`'Agents', row 1: ${EXPRESSION}`,
		],
		[
			'an agent by an expression in a locator',
			agents(locator('={{ $env.BEY_AGENT }}')),
			`'Agents', row 1: ${EXPRESSION}`,
		],
		[
			'a row without an agent',
			agents(AGENT_ID, locator('')),
			"'Agents', row 2: choose an agent, or remove the row.",
		],
		[
			'a blank agent',
			agents(locator('  ')),
			"'Agents', row 1: choose an agent, or remove the row.",
		],
		['a null agent', agents(null), "'Agents', row 1: choose an agent, or remove the row."],
		[
			'an agent that is no ID',
			agents('Robin from sales'),
			"'Agents', row 1: expected an agent's ID or call link, got \"Robin from sales\".",
		],
		[
			'agents as a string',
			{ filters: { agents: 'all' } },
			'\'Agents\': expected a list of agents, got "all".',
		],
		[
			'filters by an expression',
			{ filters: '={{ {} }}' },
			'\'Filters\': expected a group of fields, got "={{ {} }}".',
		],
		[
			'an unknown sender',
			{ filters: { sender: 'everyone' } },
			"'Sender': expected one of 'any', 'user', 'agent', got \"everyone\".",
		],
		[
			'what to do with unknown agents by another word',
			{ filters: { unknownAgent: 'ignore' } },
			"'If the Agent Is Unknown': expected one of 'pass', 'drop', got \"ignore\".",
		],
		[
			'an unknown authentication',
			{ authentication: 'basicAuth' },
			"'Authentication': expected one of 'none', 'webhookSecret', got \"basicAuth\".",
		],
		['options as a string', { options: 'all' }, "'Options': expected a group of fields"],
		[
			'an option that has an equals sign',
			{ options: { addCallDetails: 'on=true' } },
			'\'Add Call Details\': expected true or false, got "on=true".',
		],
		[
			'a number as an option',
			{ options: { addCallFacts: 1 } },
			"'Add Call Facts': expected true or false, got 1.",
		],
		[
			'an option by an expression',
			{ options: { ignoreDuplicates: '{{ true }}' } },
			`'Ignore Duplicates': ${EXPRESSION}`,
		],
		[
			'more events than it quotes',
			{ events: Array.from({ length: 11 }, (_, index) => `e${index}`) },
			', "e8", "e9"].',
		],
	])('is refused for %s', (_, parameters, message) => {
		expect(() => checkSettings(nodeWith(parameters))).toThrow(message);
	});

	it('is refused without a webhook ID if the name has to be encoded', () => {
		const imported = { ...nodeWith({}), webhookId: undefined };
		expect(() => checkSettings(imported)).toThrow(
			expect.objectContaining({
				message: "'Beyond Presence Trigger' has no webhook URL yet",
				description: expect.stringContaining('move a node so that it is saved, then publish it'),
			}),
		);
		expect(() => checkSettings({ ...imported, name: 'Events' })).not.toThrow();
	});

	it('names every other field to fix in the description', () => {
		const parameters = { events: [], simplify: 'x', filters: { sender: 5 } };
		expect(() => checkSettings(nodeWith(parameters))).toThrow(
			expect.objectContaining({
				message: expect.stringMatching(/^'Events'/),
				description: expect.stringMatching(/^'Simplify'.* 'Sender'.*publish the workflow again\.$/),
			}),
		);
	});
});

describe('a setting that was broken after publishing', () => {
	it('filters nothing out', () => {
		const parameters = {
			events: '={{ x }}',
			simplify: 'no',
			...agents(locator('')),
			options: { ignoreDuplicates: 'yes' },
		};
		expect(readSettings(nodeWith(parameters))).toEqual({
			...DEFAULTS,
			problems: Array(4).fill(expect.any(String)),
		});
	});

	it('is said in the log', () => {
		const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
		reportProblems(logger, nodeWith({ simplify: 'no' }));
		expect(logger.warn.mock.calls).toEqual([
			[
				'"Beyond Presence Trigger" has a broken setting: \'Simplify\': expected true or false, got "no".',
			],
		]);
	});

	it('leaves the other agents of the filter', () => {
		expect(readSettings(nodeWith(agents(locator(''), AGENT_ID))).agentIds).toEqual([AGENT_ID]);
	});
});
