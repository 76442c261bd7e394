/**
 * What n8n's server does around a polling node: it activates the workflow, polls, starts executions,
 * and saves the static data when it starts one and after the activation. The context is n8n-core's own.
 */
import { PollContext, TriggersAndPollers, type PackageDirectoryLoader } from 'n8n-core';
import {
	UnexpectedError,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import { additionalDataFor, PackageNodeTypes } from './host';

type PollingHost = {
	loader: PackageDirectoryLoader;
	credentials: ICredentialDataDecryptedObject;
};

export const POLL_TRIGGER: INode = {
	id: 'node',
	name: 'Beyond Presence Poll Trigger',
	type: 'n8n-nodes-beyond-presence.beyondPresencePollTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	credentials: { beyondPresenceApi: { id: '1', name: 'Test' } },
};

/** Of the node, as in a workflow; a copy has an ID of its own. */
type NodeChange = Partial<Pick<INode, 'id' | 'name'>>;

/** What n8n's database keeps. */
interface Saved {
	staticData: string;
	/** With durable cursors, the node's cursor. */
	cursor: string;
}

/** The process of n8n is told apart by the workflow's ID: a restart must find nothing in memory. */
let processes = 0;

export class PollingWorkflow {
	/** The items of each execution that was started. */
	readonly executions: IDataObject[][] = [];

	/** What was saved as failed executions. */
	readonly errors: Error[] = [];

	private readonly id = `workflow-${++processes}`;
	private context: PollContext | undefined;
	private workflow: Workflow | undefined;
	private node: INode;

	constructor(
		private readonly host: PollingHost,
		parameters: INodeParameters = {},
		public saved: Saved = { staticData: '{}', cursor: '{}' },
		change: NodeChange = {},
	) {
		this.node = { ...POLL_TRIGGER, ...change, parameters };
	}

	get callIds(): unknown[] {
		return this.executions.flat().map(({ call_id }) => call_id);
	}

	/**
	 * Starts from what is saved, as n8n does when it starts ('init') or a person publishes. With durable
	 * cursors, n8n gives the poll of an activation a cursor, but doesn't save it.
	 */
	async activate(
		activation: WorkflowActivateMode = 'activate',
		change: NodeChange = {},
		{ hasDurableCursor = false } = {},
	) {
		this.node = { ...this.node, ...change };
		this.workflow = this.build();
		const cursor = hasDurableCursor ? { nodeStaticData: () => ({}) } : {};
		this.context = this.contextOf(this.workflow, activation, cursor);
		await this.pollNow(this.workflow, this.context);
		this.save(this.workflow);
	}

	/** At the time that the node's schedule names. */
	async poll(): Promise<void> {
		const { workflow, context } = this;
		if (!workflow || !context) throw new UnexpectedError('The workflow is not active');
		await this.pollAsScheduled(workflow, context);
	}

	/**
	 * As n8n's poll scheduler does: each poll has a workflow of its own, built from the database. With
	 * durable cursors, a copy of the cursor takes the place of the node's static data.
	 */
	async pollByScheduler({ hasDurableCursor }: { hasDurableCursor: boolean }): Promise<void> {
		const workflow = this.build();
		const cursor = JSON.parse(this.saved.cursor) as IDataObject;
		const commit = () => {
			if (hasDurableCursor) this.saved.cursor = JSON.stringify(cursor);
		};
		const context = this.contextOf(workflow, 'update', {
			commit,
			...(hasDurableCursor && { nodeStaticData: () => cursor }),
		});
		await this.pollAsScheduled(workflow, context, commit);
	}

	private async pollAsScheduled(
		workflow: Workflow,
		context: PollContext,
		commit = () => {},
	): Promise<void> {
		try {
			if (!(await this.pollNow(workflow, context))) commit();
		} catch (error) {
			this.errors.push(error instanceof Error ? error : new Error(String(error)));
		}
	}

	private build(): Workflow {
		return new Workflow({
			id: this.id,
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: new PackageNodeTypes(this.host.loader),
			staticData: JSON.parse(this.saved.staticData),
		});
	}

	private contextOf(
		workflow: Workflow,
		activation: WorkflowActivateMode,
		scheduler: { commit?: () => void; nodeStaticData?: () => IDataObject } = {},
	): PollContext {
		const { loader, credentials } = this.host;
		const [node] = Object.values(workflow.nodes);
		if (!node) throw new UnexpectedError('The workflow has no node');
		return new PollContext(
			workflow,
			node,
			additionalDataFor(loader, credentials),
			'trigger',
			activation,
			([items = []]) => {
				this.save(workflow);
				scheduler.commit?.();
				this.executions.push(items.map(({ json }) => json));
			},
			(error) => this.errors.push(error),
			undefined,
			undefined,
			scheduler.nodeStaticData,
		);
	}

	private save(workflow: Workflow): void {
		this.saved = { ...this.saved, staticData: JSON.stringify(workflow.staticData) };
	}

	/** @returns whether it started an execution */
	private async pollNow(workflow: Workflow, context: PollContext): Promise<boolean> {
		const [node] = Object.values(workflow.nodes);
		if (!node) throw new UnexpectedError('The workflow has no node');
		const items = await new TriggersAndPollers().runPollFunction(workflow, node, context);
		if (items !== null) context.__emit(items);
		return items !== null;
	}
}
