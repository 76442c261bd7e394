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

export class PollingWorkflow {
	/** The items of each execution that was started. */
	readonly executions: IDataObject[][] = [];

	/** What was saved as failed executions. */
	readonly errors: Error[] = [];

	private context: PollContext | undefined;
	private workflow: Workflow | undefined;

	constructor(
		private readonly host: PollingHost,
		private readonly parameters: INodeParameters = {},
		/** As in n8n's database. */
		public saved = '{}',
	) {}

	get callIds(): unknown[] {
		return this.executions.flat().map(({ call_id }) => call_id);
	}

	/** Starts anew from what is saved, as n8n does when it starts ('init') or a person activates. */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const { loader, credentials } = this.host;
		const workflow = new Workflow({
			id: 'workflow',
			nodes: [{ ...POLL_TRIGGER, parameters: this.parameters }],
			connections: {},
			active: true,
			nodeTypes: new PackageNodeTypes(loader),
			staticData: JSON.parse(this.saved),
		});
		this.workflow = workflow;
		const additionalData = additionalDataFor(loader, credentials);
		this.context = new PollContext(
			workflow,
			this.node,
			additionalData,
			'trigger',
			activation,
			([items = []]) => {
				this.save();
				this.executions.push(items.map(({ json }) => json));
			},
			(error) => this.errors.push(error),
		);
		await this.pollNow();
		this.save();
	}

	/** At the time that the node's schedule names. */
	async poll(): Promise<void> {
		try {
			await this.pollNow();
		} catch (error) {
			this.errors.push(error instanceof Error ? error : new Error(String(error)));
		}
	}

	private get node(): INode {
		const [node] = Object.values(this.workflow?.nodes ?? {});
		if (!node) throw new UnexpectedError('The workflow is not active');
		return node;
	}

	private save(): void {
		this.saved = JSON.stringify(this.workflow?.staticData ?? {});
	}

	private async pollNow(): Promise<void> {
		const { workflow, context } = this;
		if (!workflow || !context) throw new UnexpectedError('The workflow is not active');
		const items = await new TriggersAndPollers().runPollFunction(workflow, this.node, context);
		if (items !== null) context.__emit(items);
	}
}
