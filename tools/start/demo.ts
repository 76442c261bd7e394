import { randomBytes, randomUUID } from 'node:crypto';
import { EVENT_LABELS } from '../../nodes/shared/events/event';
import { counted } from '../../test/support/cli/counted';
import { byEvent } from '../../test/support/events/byEvent';
import { deliver, explain, isDelivered } from '../../test/support/events/delivery';
import { isResponding } from '../../test/support/events/post';
import { N8nClient } from '../../test/support/n8n/client';
import { createApiCredential } from '../../test/support/n8n/credentials';
import { itemsOf } from '../../test/support/n8n/execution';
import { TRIGGER } from '../../test/support/n8n/listener';
import type { N8nServer } from '../../test/support/n8n/server';
import type { Owner } from '../../test/support/n8n/session';
import { productionUrl } from '../../test/support/n8n/workflow';
import { newCallId } from '../../test/support/samples/sampleCall';
import { wholeCall } from '../send/sendEvents';
import { demoWorkflow } from './demoWorkflow';

/** A published demo workflow in a running n8n. */
interface Demo {
	owner: Owner;
	/** The name of the credential for the fake API. */
	credential: string;
	webhookUrl: URL;
	workflowUrl: string;
	/** Sends a sample call, prints the items, and returns whether all of them came. */
	sendSampleCall(): Promise<boolean>;
}

/** The longest value that is shown in full, in characters. */
const SHOWN_CHARACTERS = 90;

function shown(value: unknown): string {
	const text = JSON.stringify(value) ?? 'undefined';
	if (text.length <= SHOWN_CHARACTERS) return text;
	return `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters)`;
}

function printItem(item: Record<string, unknown>): void {
	for (const [key, value] of Object.entries(item)) console.log(`  ${key}: ${shown(value)}`);
}

/** Random, because n8n runs commands for everyone who knows it, if only on this machine. */
const newOwner = (): Owner => ({
	email: 'demo@example.com',
	// n8n expects a digit and a capital letter.
	password: `${randomBytes(9).toString('base64url')}A1`,
});

/** Sets up a new n8n with a credential for the fake API, and publishes the demo workflow. */
export async function setUpDemo(n8n: N8nServer, apiUrl: string): Promise<Demo> {
	const owner = newOwner();
	const client = await N8nClient.setUp(n8n.baseUrl, owner);
	// So that the action node and the poll trigger can be tried as well.
	const credential = await createApiCredential(client, apiUrl);
	const webhookId = randomUUID();
	const webhookUrl = new URL(productionUrl(n8n.baseUrl, webhookId));
	const workflowId = await client.createWorkflow(demoWorkflow(webhookId));
	await client.activate(workflowId, async () => await isResponding(webhookUrl));

	async function sendSampleCall(): Promise<boolean> {
		const events = wholeCall(newCallId());
		console.log(`Sending a sample call of ${events.length} events to ${webhookUrl.href}`);
		for (const { label, payload } of events) {
			const delivery = await deliver(webhookUrl, payload);
			if (isDelivered(delivery)) continue;
			console.log(`The event "${label}" was not accepted. ${explain(webhookUrl, delivery)}`);
			return false;
		}
		const executions = await client.waitForExecutions(workflowId, events.length);
		const received = byEvent(executions.flatMap((execution) => itemsOf(execution, TRIGGER)));
		const { call_started, message, call_ended } = EVENT_LABELS;
		const expected = { [call_started]: 1, [message]: events.length - 1, [call_ended]: 1 };
		let complete = executions.every(({ status }) => status === 'success');
		if (!complete) console.log('\nSome executions failed.');
		for (const [label, wanted] of Object.entries(expected)) {
			const items = received[label] ?? [];
			const verdict = items.length === wanted ? '' : `, expected ${wanted}`;
			const [first] = items;
			const more = items.length > 1 ? ', the first of them' : '';
			console.log(`\n${label}: ${counted(items.length, 'item')}${verdict}${more}`);
			if (first) printItem(first);
			complete &&= items.length === wanted;
		}
		return complete;
	}

	const workflowUrl = `${n8n.baseUrl}/workflow/${workflowId}`;
	return { owner, credential: credential.name, webhookUrl, workflowUrl, sendSampleCall };
}
