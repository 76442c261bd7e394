import { randomBytes, randomUUID } from 'node:crypto';
import { counted } from '../../test/support/cli/counted';
import { byEvent } from '../../test/support/events/byEvent';
import { deliver, explain, isDelivered } from '../../test/support/events/delivery';
import { demoWorkflow, TRIGGER_NAME } from './demoWorkflow';
import { describeItems } from './describeItems';
import { N8nClient } from '../../test/support/n8n/client';
import { itemsOf } from '../../test/support/n8n/execution';
import type { RunningN8n } from '../../test/support/n8n/server';
import type { Owner } from '../../test/support/n8n/session';
import { productionUrl } from '../../test/support/n8n/workflow';
import type { Report } from '../../test/support/cli/report';
import { newCallId } from '../../test/support/samples/sampleCall';
import { wholeCall } from '../send/sendEvents';

/** A live demo workflow in a running n8n. */
interface Demo {
	owner: Owner;
	webhookUrl: URL;
	workflowUrl: string;
	/** Sends a sample call, shows what came out, and says whether that is all of it. */
	sendSampleCall(): Promise<boolean>;
}

/** Where the demo finds an API, and the key that opens it. */
interface DemoApi {
	url: string;
	apiKey: string;
}

/** Random, because n8n takes commands from whoever knows it, if only on this machine. */
const newOwner = (): Owner => ({
	email: 'demo@example.com',
	// n8n wants a digit and a capital, which chance might leave out.
	password: `${randomBytes(9).toString('base64url')}A1`,
});

/** So that the action node and the poll trigger can be tried as well. */
export const API_CREDENTIAL_NAME = 'Beyond Presence demo';

/** Sets up a new n8n with a credential for the API and the demo workflow, and activates that. */
export async function setUpDemo(n8n: RunningN8n, api: DemoApi, report: Report): Promise<Demo> {
	const owner = newOwner();
	const client = await N8nClient.setUp(n8n.baseUrl, owner);
	await client.editorApi('POST', '/credentials', {
		name: API_CREDENTIAL_NAME,
		type: 'beyondPresenceApi',
		data: { apiKey: api.apiKey, baseUrl: api.url },
	});
	const webhookId = randomUUID();
	const webhookUrl = new URL(productionUrl(n8n.baseUrl, webhookId));
	const workflowId = await client.createWorkflow(demoWorkflow(webhookId));
	await client.activate(workflowId, async () =>
		isDelivered(await deliver(webhookUrl, { event_type: 'test' })),
	);

	async function sendSampleCall(): Promise<boolean> {
		const earlier = await client.countExecutions(workflowId);
		const events = wholeCall(newCallId());
		report.say(`Sending a sample call of ${events.length} events to ${webhookUrl.href}`);
		for (const { label, payload } of events) {
			const delivery = await deliver(webhookUrl, payload);
			if (isDelivered(delivery)) continue;
			report.say(`The event "${label}" was not taken. ${explain(webhookUrl, delivery)}`);
			return false;
		}
		const executions = await client.waitForExecutions(workflowId, earlier + events.length);
		const expected = { 'Call Started': 1, Message: events.length - 1, 'Call Ended': 1 };
		const received = byEvent(
			executions.slice(earlier).flatMap((execution) => itemsOf(execution, TRIGGER_NAME)),
		);
		let complete = true;
		for (const [label, wanted] of Object.entries(expected)) {
			const items = received[label] ?? [];
			const verdict = items.length === wanted ? '' : `, expected ${wanted}`;
			report.say(`\n${label}: ${counted(items.length, 'item')}${verdict}`);
			for (const text of describeItems(items)) report.say(`  ${text}`);
			complete &&= items.length === wanted;
		}
		const failed = executions.filter(({ status }) => status !== 'success');
		if (failed.length > 0) report.say(`\n${counted(failed.length, 'execution')} failed.`);
		return complete && failed.length === 0;
	}

	const workflowUrl = `${n8n.baseUrl}/workflow/${workflowId}`;
	return { owner, webhookUrl, workflowUrl, sendSampleCall };
}
