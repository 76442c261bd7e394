/** Operations as tools of n8n's AI Agent node, chosen by a chat model that follows a script. */
import { randomUUID } from 'node:crypto';
import { startChatModel } from '../support/chatModel';
import { addAgent, addAvatar } from '../support/fakeApi/store';
import { startFakeApi } from '../support/fakeApi/server';
import { createApiCredential, createCredential } from '../support/n8n/credentials';
import { itemsOf } from '../support/n8n/execution';
import { useTestN8n } from '../support/n8n/testN8n';
import { to, type WorkflowNode } from '../support/n8n/workflow';

const fromAi = (key: string, description: string) =>
	`={{ $fromAI('${key}', '${description}', 'string') }}`;

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
	credentials?: WorkflowNode['credentials'],
): WorkflowNode => ({
	...{ id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters },
	...(credentials && { credentials }),
});

const TOOL = 'n8n-nodes-beyond-presence.beyondPresenceTool';
const ANSWER = 'Send Dana this link.';

describe('on n8n 2.41.1', () => {
	const n8n = useTestN8n('2.41.1');

	it('an AI Agent finds a template with one operation and makes an agent of it with another', async () => {
		const fakeApi = await startFakeApi();
		addAvatar(fakeApi.store, { id: 'ada' });
		addAgent(fakeApi.store, { id: 't1', name: 'Interviewer', system_prompt: 'Ask {{name}}.' });
		const model = await startChatModel([
			{ tool: 'List_agents', with: {} },
			{ tool: 'Make_agent', with: { template_id: 't1', title: 'For Dana', person: 'Dana' } },
			{ text: ANSWER },
		]);
		try {
			const beyondPresenceApi = await createApiCredential(n8n.client, fakeApi.url);
			const openAi = { apiKey: 'sk-scripted', url: model.url };
			const openAiApi = await createCredential(n8n.client, 'openAiApi', openAi);
			const path = randomUUID();
			const webhook = node('Webhook', 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path });
			const list = { resource: 'agent', operation: 'getAll', output: 'simple' };
			const make = {
				...{ resource: 'agent', operation: 'createFromTemplate', output: 'simple' },
				templateAgentId: { __rl: true, mode: 'id', value: fromAi('template_id', 'The template') },
				name: fromAi('title', 'The name of the new agent'),
				variables: { variable: [{ name: 'name', value: fromAi('person', 'Who is invited') }] },
			};
			const workflowId = await n8n.client.createWorkflow({
				name: 'AI Agent with tools',
				nodes: [
					{ ...webhook, webhookId: path },
					node('AI Agent', '@n8n/n8n-nodes-langchain.agent', 3.1, {
						...{ promptType: 'define', text: 'Invite Dana to an interview.', options: {} },
					}),
					node(
						'Model',
						'@n8n/n8n-nodes-langchain.lmChatOpenAi',
						1.2,
						{ model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
						{ openAiApi },
					),
					node('List agents', TOOL, 1, list, { beyondPresenceApi }),
					node('Make agent', TOOL, 1, make, { beyondPresenceApi }),
				],
				connections: {
					Webhook: { main: [[to('AI Agent')]] },
					Model: { ai_languageModel: [[{ ...to('AI Agent'), type: 'ai_languageModel' }]] },
					'List agents': { ai_tool: [[{ ...to('AI Agent'), type: 'ai_tool' }]] },
					'Make agent': { ai_tool: [[{ ...to('AI Agent'), type: 'ai_tool' }]] },
				},
			});
			let started = false;
			await n8n.client.activate(workflowId, async () => {
				started ||= (await fetch(`${n8n.server.baseUrl}/webhook/${path}`, { method: 'POST' })).ok;
				return started;
			});
			const [execution] = await n8n.client.waitForExecutions(workflowId, 1);
			expect(execution?.data.resultData.error).toBeFalsy();
			expect(execution && itemsOf(execution, 'AI Agent')).toEqual([{ output: ANSWER }]);

			const [first, second, third] = model.requests;
			const offered = first?.tools.map(({ function: { name, description } }) => [
				name,
				description,
			]);
			expect(Object.fromEntries(offered ?? [])).toEqual({
				List_agents: expect.stringContaining('agents'),
				Make_agent: expect.stringContaining('template'),
			});
			expect(second?.messages.at(-1)).toMatchObject({
				role: 'tool',
				content: expect.stringContaining('"id":"t1"'),
			});
			const made = [...fakeApi.store.agents.values()].at(-1);
			expect(made).toMatchObject({ name: 'For Dana', system_prompt: 'Ask Dana.' });
			expect(third?.messages.at(-1)).toMatchObject({
				role: 'tool',
				content: expect.stringContaining(`https://bey.chat/${made?.id}`),
			});
		} finally {
			await model.stop();
			await fakeApi.stop();
		}
	});
});
