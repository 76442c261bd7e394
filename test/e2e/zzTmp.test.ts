import { randomUUID } from 'node:crypto';
import { productionUrl } from '../../tools/n8n/workflow';
import { startStandIn } from '../standIn/server';
import { addCall } from '../standIn/store';
import { AGENT_ID, documentedCallEnded } from '../fixtures/payloads';
import { createApiCredential } from './support/apiCredential';
import { answersTest, post, TRIGGER, triggerWorkflow } from './support/listener';
import { startTestN8n } from './support/testN8n';

it('measures', async () => {
	const standIn = await startStandIn();
	const n8n = await startTestN8n('2.41.1');
	const credential = await createApiCredential(n8n.client, standIn.url);
	for (let i = 0; i < 500; i++) addCall(standIn.store, { id: `call ${i}`, agent_id: AGENT_ID });
	const variants = {
		plain: {},
		withApi: {
			useApi: true,
			filters: { agents: { agent: [{ agentId: { __rl: true, mode: 'list', value: AGENT_ID } }] } },
			options: { addCallDetails: true },
		},
		withApiUnused: { useApi: true },
	};
	for (const [name, parameters] of Object.entries(variants)) {
		const webhookId = randomUUID();
		const draft = triggerWorkflow(webhookId, parameters);
		const nodes = draft.nodes.map((node) =>
			node.name === TRIGGER ? { ...node, credentials: { beyondPresenceApi: credential } } : node,
		);
		const workflowId = await n8n.client.createWorkflow({ ...draft, nodes });
		const url = productionUrl(n8n.client.baseUrl, webhookId);
		await n8n.client.activate(workflowId, async () => (await post(url, { event_type: 'test' })).status === 200);
		await answersTest(url);
		for (const round of ['warm', 'seq', 'burst']) {
			const times: number[] = [];
			const one = async (n: number) => {
				const start = Date.now();
				await post(url, { ...documentedCallEnded, call_id: `call ${n}` });
				times.push(Date.now() - start);
			};
			if (round === 'burst') await Promise.all(Array.from({ length: 20 }, (_, n) => one(n + 100)));
			else for (let n = 0; n < 20; n++) await one(n + (round === 'seq' ? 50 : 0));
			times.sort((a, b) => a - b);
			process.stdout.write(`${name} ${round}: median ${times[10]} max ${times.at(-1)}\n`);
		}
	}
	await n8n.dispose();
	await standIn.stop();
}, 600_000);
