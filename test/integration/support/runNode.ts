import { LoadOptionsContext, WorkflowExecute, type PackageDirectoryLoader } from 'n8n-core';
import {
	createRunExecutionData,
	UnexpectedError,
	Workflow,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type ITaskData,
} from 'n8n-workflow';
import { additionalDataFor, PackageNodeTypes } from './host';

export type RunOptions = {
	loader: PackageDirectoryLoader;
	credentials: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	input?: INodeExecutionData[];
	onError?: INode['onError'];
	/** The action node unless given. */
	node?: INode;
	/** As a trigger starts it, unless given. */
	mode?: 'trigger' | 'manual';
	/** When to cancel the execution, as n8n's Stop button does. */
	cancelAfterMs?: number;
};

const ACTION_NODE: INode = {
	id: 'node',
	name: 'Beyond Presence',
	type: 'n8n-nodes-beyond-presence.beyondPresence',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	credentials: { beyondPresenceApi: { id: '1', name: 'Test' } },
};

function workflowWith(
	loader: PackageDirectoryLoader,
	parameters: INodeParameters,
	{ onError, node: base = ACTION_NODE }: Pick<RunOptions, 'onError' | 'node'> = {},
) {
	const node: INode = {
		...base,
		parameters: { ...base.parameters, ...parameters },
		...(onError && { onError }),
	};
	return new Workflow({
		id: 'workflow',
		name: 'Test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: new PackageNodeTypes(loader),
		settings: { executionOrder: 'v1' },
	});
}

function onlyNode(workflow: Workflow): INode {
	const [node] = Object.values(workflow.nodes);
	if (node === undefined) throw new UnexpectedError('The workflow has no node');
	return node;
}

/** Runs the node in a workflow of its own, and returns n8n's record of the run. */
export async function runNode(options: RunOptions): Promise<ITaskData> {
	const { loader, credentials, parameters, input = [{ json: {} }], mode = 'trigger' } = options;
	const workflow = workflowWith(loader, parameters, options);
	const node = onlyNode(workflow);
	const runExecutionData = createRunExecutionData({
		startData: {},
		resultData: { runData: {} },
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node, data: { main: [input] }, source: null }],
		},
	});
	const additionalData = additionalDataFor(loader, credentials);
	const execution = new WorkflowExecute(additionalData, mode, runExecutionData);
	const running = execution.processRunExecutionData(workflow);
	const { cancelAfterMs } = options;
	if (cancelAfterMs !== undefined) setTimeout(() => running.cancel(), cancelAfterMs);
	const run = await running;
	const [task] = run.data.resultData.runData[node.name] ?? [];
	if (task === undefined) throw run.data.resultData.error ?? new UnexpectedError('Nothing ran');
	return task;
}

/** The output items of a run that is expected to succeed. */
export async function itemsOf(options: RunOptions): Promise<INodeExecutionData[]> {
	const task = await runNode(options);
	if (task.error) throw task.error;
	return task.data?.main?.[0] ?? [];
}

/** What a picker of the node's form shows for a search. */
export async function search(
	options: Pick<RunOptions, 'loader' | 'credentials'>,
	method: string,
	filter?: string,
	paginationToken?: string,
	/** The action node unless given. */
	of: Partial<INode> = {},
): Promise<INodeListSearchResult> {
	const workflow = workflowWith(options.loader, {}, { node: { ...ACTION_NODE, ...of } });
	const node = onlyNode(workflow);
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const listSearch = nodeType.methods?.listSearch?.[method];
	if (listSearch === undefined) throw new UnexpectedError(`There is no search ${method}`);
	const additionalData = additionalDataFor(options.loader, options.credentials);
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return await listSearch.call(context, filter, paginationToken);
}
