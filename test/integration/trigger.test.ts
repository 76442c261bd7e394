/** The built trigger in n8n-core's own webhook context. */
import type { PackageDirectoryLoader } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { capturedMessage, documentedCallEnded, greeting } from '../support/samples/payloads';
import { loadBuiltPackage } from './support/builtPackage';
import { deliver, type Delivery } from './support/webhookHost';

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

	it('passes events of every agent where the expression for the only one gives nothing', async () => {
		const agentId = { __rl: true, mode: 'id', value: '={{ null }}' };
		const parameters = { filters: { agents: { agent: [{ agentId }] } } };
		expect((await post(capturedMessage, { parameters })).items).toHaveProperty('Message');
	});

	it('names the parameter whose expression gives what it cannot be', async () => {
		const parameters = { filters: { sender: 'everyone' } };
		await expect(post(capturedMessage, { parameters })).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(/^Filters → Sender: /),
			description: 'Correct this field of the node, then run it again.',
		});
	});

	it('gives a message on its output', async () => {
		const { status, answer, items } = await post(capturedMessage);
		expect({ status, answer }).toEqual({ status: 200, answer: '' });
		expect(Object.keys(items ?? {})).toEqual(['Message']);
		expect(items?.Message).toMatchObject([
			{ sender: 'user', message: 'Can I see the price list?' },
		]);
	});

	it('gives a greeting on two outputs', async () => {
		const { items } = await post(greeting, { parameters: ALL });
		expect(Object.keys(items ?? {})).toEqual(['Call Started', 'Message']);
	});

	it('refuses what is no event, and says why', async () => {
		expect(await post([])).toEqual({
			status: 400,
			answer: { error: 'The body must be a JSON object, but it is a list.' },
		});
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

	it('saves the calls that it has seen only where their start is selected', async () => {
		const withStart: IDataObject = {};
		const without: IDataObject = {};
		await post(greeting, { parameters: ALL, staticData: withStart });
		await post(greeting, { nodeId: `${nodeId} beside`, staticData: without });
		const saved = [
			['node:Beyond Presence Trigger', { seenCalls: [[greeting.call_id, expect.any(Number)]] }],
		];
		expect(Object.entries(withStart)).toEqual(saved);
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
					webhookUrl: expect.stringMatching(/^http:\/\/n8n\.invalid\/workflow\//),
					executionMode: 'production',
				},
			],
		});
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
		const empty = { __rl: true, mode: 'id', value: '' };
		expect(await post(capturedMessage, { parameters: filters(empty) })).toHaveProperty('items');
	});
});
