/** The workflows of `examples/`, as a person imports them, tries them, and fills in what is missing. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod/v4';
import { runCommand } from '../../support/cli/runCommand';
import type { N8nClient } from '../../support/n8n/client';
import { n8nEnvironment } from '../../support/n8n/environment';
import type { ExecutionWithData } from '../../support/n8n/execution';
import { until } from '../../support/until';
import { installN8n } from '../../support/n8n/install';
import { freePort } from '../../support/n8n/port';
import type { N8nOfTests } from '../../support/n8n/testN8n';
import type { WorkflowDraft, WorkflowNode } from '../../support/n8n/workflow';
import type { SavedCredential } from '../../support/n8n/credentials';
import { readExample, type Example } from '../../support/samples/examples';

export interface FillIn {
	/** By their type; given to the nodes that ask for them. */
	credentials?: Record<string, SavedCredential>;
	/** By the name of the node. */
	parameters?: Record<string, Record<string, unknown>>;
}

/** Which credential a node of an example asks for. */
const CREDENTIAL_OF: Record<string, string> = {
	'n8n-nodes-beyond-presence.beyondPresence': 'beyondPresenceApi',
	'n8n-nodes-beyond-presence.beyondPresencePollTrigger': 'beyondPresenceApi',
	'n8n-nodes-beyond-presence.beyondPresenceTrigger': 'beyondPresenceApi',
	'n8n-nodes-base.slack': 'slackApi',
	'n8n-nodes-base.hubspot': 'hubspotAppToken',
	'n8n-nodes-base.asana': 'asanaApi',
};

/** How long a form may take to its next page, in ms. */
const FORM_TIMEOUT_MS = 30_000;

const STARTS_BY_WEBHOOK = ['beyondPresenceTrigger', 'formTrigger', 'form'];

/** The example with what a person adds in the editor, and the webhook ID that the editor adds. */
export function filledIn(
	example: Example,
	webhookId: string,
	{ credentials = {}, parameters = {} }: FillIn,
): WorkflowDraft {
	const nodes = example.nodes.map((node): WorkflowNode => {
		const type = CREDENTIAL_OF[node.type] ?? '';
		const credential = credentials[type];
		const hasWebhook = STARTS_BY_WEBHOOK.some((name) => node.type.endsWith(`.${name}`));
		return {
			...node,
			parameters: { ...node.parameters, ...parameters[node.name] },
			...(credential && { credentials: { [type]: credential } }),
			...(hasWebhook && { webhookId: node.type.endsWith('.form') ? randomUUID() : webhookId }),
		};
	});
	return { ...example, nodes };
}

const createdSchema = z.object({ data: z.object({ id: z.string() }) });
const startedSchema = z.object({ data: z.object({ executionId: z.string() }) });

/** Saves an example as the editor does after its import, pinned items included. Gives its new ID. */
export async function importExample(client: N8nClient, name: string): Promise<string> {
	const { nodes, connections, pinData, settings, ...example } = readExample(name);
	const workflow = { name: example.name, nodes, connections, pinData, settings, active: false };
	const saved = await client.editorApi('POST', '/workflows', workflow);
	return createdSchema.parse(saved).data.id;
}

/**
 * Executes a workflow as the editor does, from one of its triggers, and waits for the end.
 *
 * @param until the last node to execute; all of them if missing
 */
export async function executeManually(
	client: N8nClient,
	workflowId: string,
	trigger: string,
	until?: string,
): Promise<ExecutionWithData> {
	const { data: workflowData } = z
		.object({ data: z.record(z.string(), z.unknown()) })
		.parse(await client.editorApi('GET', `/workflows/${workflowId}`));
	const before = await client.countExecutions(workflowId);
	const started = await client.editorApi('POST', `/workflows/${workflowId}/run`, {
		// Only n8n 1.x reads it; 2.x takes what is saved.
		workflowData,
		triggerToStartFrom: { name: trigger },
		...(until !== undefined && { destinationNode: { nodeName: until, mode: 'inclusive' } }),
	});
	const { executionId } = startedSchema.parse(started).data;
	await client.waitForExecutions(workflowId, before + 1);
	return await client.execution(executionId);
}

/** Executes what an example calls "Set up once". */
export async function runSetUp(client: N8nClient, workflowId: string): Promise<void> {
	await executeManually(client, workflowId, 'Set up once');
}

/** The page on which a form waits or ends, as the form in the browser gets it. */
export async function shownFormPage(waitingUrl: string): Promise<string> {
	const statusUrl = new URL(waitingUrl);
	statusUrl.pathname += '/n8n-execution-status';
	const isThere = async () => {
		const status = await (await fetch(statusUrl)).text();
		return status === 'form-waiting' || status === 'success';
	};
	await until('the next page of the form', isThere, { timeoutMs: FORM_TIMEOUT_MS });
	return await (await fetch(waitingUrl)).text();
}

/** Runs `n8n import:workflow` beside the running n8n, on its user folder. Gives what it prints. */
export async function importByCommandLine(
	{ version, server }: N8nOfTests,
	options: string[],
): Promise<string> {
	const { nodeBinary, n8nScript } = await installN8n(version);
	const userFolder = path.dirname(server.logFile);
	const ports = { port: await freePort(), brokerPort: await freePort() };
	return await runCommand(nodeBinary, [n8nScript, 'import:workflow', ...options], {
		cwd: userFolder,
		env: n8nEnvironment({ version, nodeBinary, userFolder, ...ports }),
	});
}

const tablesSchema = z.object({
	data: z.object({
		data: z.array(
			z.object({ id: z.string(), name: z.string(), project: z.object({ id: z.string() }) }),
		),
	}),
});
const rowsSchema = z.object({
	data: z.object({ data: z.array(z.record(z.string(), z.unknown())) }),
});

/** The rows of a Data Table of n8n, oldest first. */
export async function tableRows(client: N8nClient, name: string) {
	const listed = await client.editorApi('GET', '/data-tables-global');
	const table = tablesSchema.parse(listed).data.data.find((each) => each.name === name);
	if (!table) throw new Error(`There is no table ${name}.`);
	const rows = await client.editorApi(
		'GET',
		`/projects/${table.project.id}/data-tables/${table.id}/rows?sortBy=id:asc`,
	);
	return rowsSchema.parse(rows).data.data;
}
