/** What one call costs: executions, and bytes of the database. */
import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { installN8n } from '../../test/support/n8n/install';
import { consoleReport } from '../../test/support/cli/report';
import { untilIdle } from '../../test/support/n8n/idle';
import { post } from '../../test/support/n8n/listener';
import { startTestN8n, type TestN8n } from '../../test/support/n8n/testN8n';
import { activate, type CandidateName } from '../../test/support/measure/candidates';
import { eventsOfCall } from '../../test/support/measure/bodies';
import { SETTINGS } from '../../test/support/measure/rates';

const run = promisify(execFile);

export const MESSAGES = 30;
/** So that what the database writes by the page evens out. */
const CALLS = 10;

const CANDIDATES: readonly CandidateName[] = [
	'Webhook node',
	'Webhook → Switch → Code',
	'Webhook → Filter drops it',
	'Trigger, accepted',
	'Trigger, only Call Ended',
];

export interface Cost {
	candidate: string;
	/** For one call of `MESSAGES` messages and its end. */
	executions: number;
	kilobytes: number;
}

/** The database's pages in use, in bytes. n8n's Node can read SQLite by itself. */
const BYTES_IN_USE = `
const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(process.argv[1], { readOnly: true });
const get = (name) => Object.values(database.prepare('PRAGMA ' + name).get())[0];
console.log((get('page_count') - get('freelist_count')) * get('page_size'));`;

async function bytesInUse(n8n: TestN8n): Promise<number> {
	const { nodeBinary } = await installN8n(n8n.version, consoleReport);
	const file = path.join(path.dirname(n8n.server.logFile), '.n8n', 'database.sqlite');
	const { stdout } = await run(nodeBinary, ['-e', BYTES_IN_USE, file]);
	return Number(stdout);
}

async function costOf(n8n: TestN8n, name: CandidateName): Promise<Cost> {
	const { client } = n8n;
	const { url, workflowId } = await activate(client, name);
	await untilIdle(client);
	const executions = await client.countExecutions(workflowId);
	const bytes = await bytesInUse(n8n);
	for (let call = 0; call < CALLS; call++) {
		for (const event of eventsOfCall(randomUUID(), MESSAGES)) {
			const { status, text } = await post(url(client.baseUrl), event);
			if (status !== 200) throw new Error(`${name} answered ${status}: ${text}`);
		}
	}
	await untilIdle(client);
	const started = (await client.countExecutions(workflowId)) - executions;
	const kilobytes = ((await bytesInUse(n8n)) - bytes) / CALLS / 1000;
	return { candidate: name, executions: started / CALLS, kilobytes };
}

export async function measureCosts(): Promise<Cost[]> {
	const n8n = await startTestN8n('2.41.1', SETTINGS['`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`']);
	try {
		const costs: Cost[] = [];
		for (const name of CANDIDATES) costs.push(await costOf(n8n, name));
		return costs;
	} finally {
		await n8n.dispose();
	}
}
