/** A file of 200 MB that is offered to Upload is refused at once, and n8n goes on responding. */
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { startFakeApi, type FakeApi } from '../support/fakeApi/server';
import { CleanUp } from '../support/n8n/cleanUp';
import { createApiCredential } from '../support/n8n/credentials';
import { longestPause } from '../support/n8n/longestPause';
import { startTestN8n, useSetup } from '../support/n8n/testN8n';
import { to, type WorkflowNode } from '../support/n8n/workflow';

const FILE_BYTES = 200 * 1024 * 1024;
const LONGEST_PAUSE_MS = 300;

const cleanUp = new CleanUp();
let folder: string;
const n8n = useSetup(async () => {
	folder = await cleanUp.folder('files');
	return await startTestN8n('2.41.1', { env: { N8N_RESTRICT_FILE_ACCESS_TO: folder } });
});
let fakeApi: FakeApi;
beforeAll(async () => {
	fakeApi = await startFakeApi();
});
afterAll(async () => {
	await fakeApi?.stop();
	await cleanUp.run();
});

const node = (name: string, type: string, more: Partial<WorkflowNode>): WorkflowNode => ({
	...{ id: randomUUID(), name, type, typeVersion: 1, position: [0, 0], parameters: {} },
	...more,
});

it('a file of 200 MB pauses n8n for less than 300 ms', async () => {
	const { client } = n8n();
	const beyondPresenceApi = await createApiCredential(client, fakeApi.url);
	const file = path.join(folder, 'large.txt');
	const handle = await open(file, 'w');
	await handle.truncate(FILE_BYTES);
	await handle.close();
	const workflowId = await client.createWorkflow({
		name: 'Large upload',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('Read', 'n8n-nodes-base.readWriteFile', { parameters: { fileSelector: file } }),
			node('Upload', 'n8n-nodes-beyond-presence.beyondPresence', {
				parameters: { resource: 'knowledgeFile', operation: 'upload' },
				credentials: { beyondPresenceApi },
			}),
		],
		connections: { Start: { main: [[to('Read')]] }, Read: { main: [[to('Upload')]] } },
	});
	// Reading the file is n8n's part.
	await client.finishedExecution(await client.runManually(workflowId, 'Read'));
	let message: string | undefined;
	const pause = await longestPause(client.baseUrl, async () => {
		const id = await client.runManually(workflowId, 'Upload');
		const execution = await client.finishedExecution(id);
		message = execution.data.resultData.error?.message;
	});
	process.stdout.write(`Longest pause with a file of 200 MB: ${pause} ms (${message})\n`);
	expect(message).toMatch(/large\.txt|characters|MB/);
	expect(fakeApi.requests).toEqual([]);
	expect(pause).toBeLessThan(LONGEST_PAUSE_MS);
});
