/** The built trigger in n8n-core's own webhook context. */
import type { PackageDirectoryLoader } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { capturedMessage, documentedCallEnded, greeting } from '../support/samples/payloads';
import { loadBuiltPackage } from './support/builtPackage';
import { activate, deliver, type Delivery } from './support/webhookHost';

const ALL = { events: ['call_started', 'message', 'call_ended', 'other'] };

describe('the built trigger', () => {
	let loader: PackageDirectoryLoader;
	let nodes = 0;
	let nodeId: string;
	beforeAll(async () => {
		loader = await loadBuiltPackage();
	});
	beforeEach(() => {
		nodeId = `node ${nodes++}`;
	});
	const post = async (body: unknown, more: Partial<Delivery> = {}) =>
		await deliver(loader, { body, nodeId, ...more });

	it('is loaded with its description complete', () => {
		const { description } = loader.getNode('beyondPresenceTrigger').type;
		expect(description).toMatchObject({
			name: 'beyondPresenceTrigger',
			version: 1.1,
			outputs: ['main'],
			webhooks: [{ path: 'webhook', responseMode: 'onReceived', responseData: 'noData' }],
		});
	});

	it('answers a test event and starts nothing', async () => {
		expect(await post({ event_type: 'test' })).toEqual({ status: 200, answer: { status: 'ok' } });
	});

	it('accepts an event under a broken setting, and says so in the item', async () => {
		const agentId = { __rl: true, mode: 'id', value: '={{ null }}' };
		const parameters = {
			events: '={{ $json.nothing.at.all }}',
			filters: { sender: 'everyone', agents: { agent: [{ agentId }] } },
		};
		const { status, items } = await post(capturedMessage, { parameters });
		expect(status).toBe(200);
		expect(items?.Message).toMatchObject([
			{
				issues: [
					"Settings of the node: 'Events': expressions are not supported here. Enter a fixed value.",
					expect.stringMatching(/^Settings of the node: 'Sender': expected one of/),
					expect.stringMatching(/^Settings of the node: 'Agents', row 1: expressions/),
				],
			},
		]);
	});

	it('adds facts of the conversation to Call Ended items only, before extra', async () => {
		const parameters = { options: { addCallFacts: true } };
		const odd = { ...documentedCallEnded, more: 1 };
		const [ended = {}] = (await post(odd, { parameters })).items?.['Call Ended'] ?? [];
		expect(ended).toMatchObject({
			facts: { user_words: 6, agent_words: 8, first_user_reply_seconds: 19.454 },
			exchanges: [{ user: 'Can I see the price list?' }],
		});
		expect(Object.keys(ended).slice(-3)).toEqual(['facts', 'exchanges', 'extra']);
		const [message = {}] = (await post(capturedMessage, { parameters })).items?.Message ?? [];
		expect(message).toHaveProperty('message');
		expect(message).not.toHaveProperty('facts');
		const raw = await post(documentedCallEnded, { parameters: { ...parameters, simplify: false } });
		expect(JSON.stringify(raw.items)).toContain('"body"');
		expect(JSON.stringify(raw.items)).not.toContain('"facts"');
	});

	it('says in a raw item too that a setting is broken', async () => {
		const parameters = { simplify: false, filters: { sender: 'everyone' } };
		const { items } = await post(capturedMessage, { parameters });
		expect(items?.Message).toMatchObject([
			{ body: capturedMessage, issues: [expect.stringMatching(/'Sender'/)] },
		]);
	});

	it.each([
		['events', { events: "={{ 'message' }}" }, /^'Events': expressions/],
		['the filter', { filters: { agents: { agent: [{ agentId: '' }] } } }, /^'Agents', row 1/],
	])('refuses to publish with a broken setting: %s', async (_, parameters, message) => {
		await expect(activate(loader, { parameters, nodeId })).rejects.toThrow(message);
	});

	it('reads once the calls that an earlier version kept under the name of the node', async () => {
		const seenCalls = ['first', 'second'].map((callId) => [callId, Date.now()]);
		const staticData: IDataObject = { 'node:Beyond Presence Trigger': { seenCalls } };
		for (const [call_id] of seenCalls) {
			const { items } = await post({ ...greeting, call_id }, { parameters: ALL, staticData });
			expect(Object.keys(items ?? {})).toEqual(['Message']);
		}
		expect(staticData).toEqual({
			'node:Beyond Presence Trigger': {},
			global: { [`beyondPresence:${nodeId}`]: JSON.stringify(seenCalls) },
		});
	});

	it('keeps a workflow with a broken setting published when n8n starts', async () => {
		const parameters = { events: [] };
		await expect(activate(loader, { parameters, nodeId }, 'init')).resolves.toBeUndefined();
	});

	it('starts an execution again for a body that n8n could not store', async () => {
		const parameters = { ...ALL, options: { ignoreDuplicates: true } };
		expect(await post(greeting, { parameters, storeFails: true })).toMatchObject({ status: 500 });
		// n8n saves no static data either if it cannot store the execution.
		const saved = { parameters, staticData: {} };
		const { items } = await post(greeting, saved);
		expect(Object.keys(items ?? {})).toEqual(['Call Started', 'Message']);
		expect((await post(greeting, saved)).answer).toEqual({
			status: 'ignored',
			reason: 'Duplicate event.',
		});
	});

	it('starts an execution again for a body whose sender was gone before the response', async () => {
		const parameters = { options: { ignoreDuplicates: true } };
		await post(capturedMessage, { parameters, isSenderGone: true });
		const { items } = await post(capturedMessage, { parameters });
		expect(Object.keys(items ?? {})).toEqual(['Message']);
	});

	it('emits a message', async () => {
		const { status, answer, items } = await post(capturedMessage);
		expect({ status, answer }).toEqual({ status: 200, answer: '' });
		expect(Object.keys(items ?? {})).toEqual(['Message']);
		expect(items?.Message).toMatchObject([
			{ sender: 'user', message: 'Can I see the price list?' },
		]);
	});

	it('emits Call Started and Message for a greeting', async () => {
		const { items } = await post(greeting, { parameters: ALL });
		expect(Object.keys(items ?? {})).toEqual(['Call Started', 'Message']);
	});

	it('refuses what is no event, and says why', async () => {
		expect(await post([])).toEqual({
			status: 400,
			answer: { error: 'The body must be a JSON object, got an array.' },
		});
	});

	it('says once in the log that it refused a body, or ignored an unknown event', async () => {
		const warnings: string[] = [];
		const more = { warnings, parameters: { events: ['message'] } };
		for (const body of [{ type: 'call_ended' }, { type: 'message' }]) await post(body, more);
		for (let count = 0; count < 2; count++) await post({ event_type: 'callEnded' }, more);
		expect(warnings).toEqual([
			`"Beyond Presence Trigger" refused a request: The body has no 'event_type'.`,
			`"Beyond Presence Trigger" ignores the event "callEnded", which it does not know. Select 'Other' in 'Events' to receive such events.`,
		]);
	});

	it('remembers calls for each node by itself', async () => {
		await post(greeting);
		const { items } = await post(documentedCallEnded, { nodeId: `${nodeId} beside` });
		expect(items).toMatchObject({ 'Call Ended': [{ agent_id: null }] });
	});

	it('does not mix test and production', async () => {
		await post(greeting, { parameters: ALL, mode: 'manual' });
		const { items } = await post(greeting, { parameters: ALL });
		expect(items).toHaveProperty('Call Started');
	});

	it('saves active calls only if starts are selected', async () => {
		const withStart: IDataObject = {};
		const without: IDataObject = {};
		await post(greeting, { parameters: ALL, staticData: withStart });
		await post(greeting, { nodeId: `${nodeId} beside`, staticData: without });
		const key = `beyondPresence:${nodeId}`;
		const { global = {} } = withStart;
		expect(JSON.parse(String((global as IDataObject)[key]))).toEqual([
			[greeting.call_id, expect.any(Number)],
		]);
		expect(without).toEqual({});
	});

	it('gives the raw item with Simplify off', async () => {
		const { items } = await post(capturedMessage, { parameters: { simplify: false } });
		expect(items).toEqual({
			Message: [
				{
					headers: { 'content-type': 'application/json', host: 'n8n.invalid' },
					params: {},
					query: {},
					body: capturedMessage,
					webhookUrl: expect.stringMatching(/^http:\/\/n8n\.invalid\/webhook\//),
					executionMode: 'production',
				},
			],
		});
	});

	it('gives one raw item also for a greeting that starts its call', async () => {
		const { items } = await post(greeting, { parameters: { ...ALL, simplify: false } });
		expect(items).toMatchObject({ Message: [{ body: greeting }] });
		expect(items?.Message).toHaveLength(1);
	});

	it('keeps a part of a raw item that nests too deeply as a JSON string', async () => {
		const deep = '['.repeat(1_000) + ']'.repeat(1_000);
		const body = { ...capturedMessage, deep: JSON.parse(deep) };
		const { items } = await post(body, { parameters: { simplify: false } });
		expect(items?.Message).toMatchObject([
			{
				body: { ...capturedMessage, deep },
				issues: ['deep: expected at most 500 levels, kept as a JSON string'],
			},
		]);
	});

	it('has at most 100 issues, those of the settings included', async () => {
		const messages = Array(150).fill({ sender: 5, message: 'Hi' });
		const parameters = { filters: { sender: 'everyone' } };
		const { items } = await post({ event_type: 'call_ended', messages }, { parameters });
		const issues = [items?.['Call Ended']?.[0]?.issues].flat();
		expect(issues).toHaveLength(100);
		expect(issues[0]).toMatch(/'Sender'/);
		expect(issues[98]).toMatch(/^messages\[97\]/);
		expect(issues[99]).toBe('… and 52 more issues');
	});

	it('reads agents from the filter, however they are saved', async () => {
		const filters = (agentId: INodeParameters | string) => ({
			filters: { agents: { agent: [{ agentId }] } },
		});
		const other = { __rl: true, mode: 'id', value: 'another' };
		expect((await post(capturedMessage, { parameters: filters(other) })).answer).toEqual({
			status: 'ignored',
			reason: 'This agent is not selected in the node.',
		});
		expect((await post(capturedMessage, { parameters: filters('another') })).answer).toMatchObject({
			status: 'ignored',
		});
	});
});
