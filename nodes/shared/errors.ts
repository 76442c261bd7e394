import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

/** The reason in a caught value. */
export const reasonOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/** Errors of the API and of parameters stay as they are; any other gets its node and input item. */
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
