import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

/** What a caught value says went wrong. */
export const reasonOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/** Errors of the API and of the parameters pass as they are; a bug gets the node and the item it met. */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
	});
}
