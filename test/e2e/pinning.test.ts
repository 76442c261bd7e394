/** Pinned and mock data of the trigger, in the editor and in workflows that are saved with them. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describeInBrowser, useEditor } from '../support/editor/browser';
import type { Editor } from '../support/editor/editor';
import { itemsOf } from '../support/n8n/execution';
import { FOLLOWER, TRIGGER, triggerWorkflow } from '../support/n8n/listener';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';

const MESSAGE = { event_type: 'message', sender: 'user', message: 'Hello', call_id: 'call-1' };

describeInBrowser.each(VERSIONS)('in the editor of n8n %s', (version) => {
	const n8n = useTestN8n(version);
	let page: Page;
	let editor: Editor;
	useEditor(n8n, (openedPage, opened) => {
		page = openedPage;
		editor = opened;
	});

	beforeEach(async () => {
		const draft = triggerWorkflow(randomUUID(), {});
		await editor.openWorkflow(await n8n.client.createWorkflow(draft));
		await editor.openNode(TRIGGER);
	});

	it('mock data of the trigger reaches the following node', async () => {
		await editor.setMockData([MESSAGE]);
		await editor.closeNode();
		await editor.executeWorkflow(FOLLOWER);
		await editor.openNode(FOLLOWER);
		expect(await editor.readItems()).toEqual([MESSAGE]);
	});

	it('pinned data can be edited', async () => {
		await editor.setMockData([MESSAGE]);
		await editor.editOutput([{ ...MESSAGE, message: 'Changed' }]);
		await editor.closeNode();
		await page.getByTestId('canvas-node-status-pinned').waitFor();
		await editor.executeWorkflow(FOLLOWER);
		await editor.openNode(FOLLOWER);
		expect(await editor.readItems()).toEqual([{ ...MESSAGE, message: 'Changed' }]);
	});
});

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);

	it.each(['message', 'call_ended', 'call_started', 'tool_call'])(
		'a pinned %s reaches the node that is executed',
		async (event_type) => {
			const item = { event_type, call_id: 'call-1' };
			const workflowId = await n8n.client.createWorkflow({
				...triggerWorkflow(randomUUID(), {}),
				pinData: { [TRIGGER]: [{ json: item }] },
			});
			const id = await n8n.client.runManually(workflowId, FOLLOWER);
			const execution = await n8n.client.finishedExecution(id);
			expect(execution.status).toBe('success');
			expect(itemsOf(execution, FOLLOWER)).toEqual([item]);
		},
	);
});
