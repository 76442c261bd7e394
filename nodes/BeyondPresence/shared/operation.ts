import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** One operation: how the node's form shows it, and its code for one input item. */
export type Operation = {
	name: string;
	value: string;
	/** For n8n's list of actions and the node's subtitle, without articles: `Create agent`. */
	action: string;
	/** Also tells an AI agent what the tool does. */
	description: string;
	fields: INodeProperties[];
	/**
	 * Returns the output of one input item, one object for each output item.
	 *
	 * @throws NodeApiError if the API refuses or cannot be reached
	 * @throws NodeOperationError if a parameter cannot be right
	 */
	execute: (context: IExecuteFunctions, itemIndex: number) => Promise<IDataObject[]>;
};

/** One kind of object of the API with its operations. */
export type Resource = {
	name: string;
	value: string;
	description: string;
	operations: Operation[];
};
