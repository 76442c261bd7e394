import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** One operation: how the node's form shows it, and what it does for one input item. */
export type Operation = {
	name: string;
	value: string;
	/** A sentence for n8n's list of actions, for example `Create an agent`. */
	action: string;
	description: string;
	fields: INodeProperties[];
	/**
	 * Gives the output of one input item, one object for each output item.
	 *
	 * @throws NodeApiError when the API refuses or cannot be reached
	 * @throws NodeOperationError when a parameter cannot be right
	 */
	execute: (context: IExecuteFunctions, itemIndex: number) => Promise<IDataObject[]>;
};

/** One kind of object of the API with all that can be done with it. */
export type Resource = {
	name: string;
	value: string;
	operations: Operation[];
};
