/**
 * What a trigger keeps in the static data of its workflow: one string for each node.
 *
 * n8n's static data of a *node* are kept under its name, so a rename loses them; these are kept
 * under the node's ID, in the workflow's *global* static data. A string, because n8n wraps every
 * object inside in a proxy whenever it builds the workflow, that is on every webhook request.
 *
 * n8n saves the static data of all nodes as one column, and the last write wins (2.41.1): another
 * write in between may set a node's content back to an earlier one. A caller must therefore stay
 * correct with an older content. Test runs save nothing.
 */
import type { FunctionsBase, IDataObject } from 'n8n-workflow';

export type StaticDataContext = Pick<FunctionsBase, 'getNode' | 'getWorkflowStaticData'>;

/** A node without an ID can only come from a file that was written by hand; n8n adds IDs. */
const keyOf = (context: StaticDataContext): string => {
	const { id, name } = context.getNode();
	return `beyondPresence:${id || name}`;
};

/** The content that this node wrote last; undefined if it never wrote one. */
export function readStaticData(context: StaticDataContext): string | undefined {
	const content = context.getWorkflowStaticData('global')[keyOf(context)];
	return typeof content === 'string' ? content : undefined;
}

/** Replaces the content of this node. An equal content is not written, so that n8n saves nothing. */
export function writeStaticData(context: StaticDataContext, content: string): void {
	const staticData = context.getWorkflowStaticData('global');
	const key = keyOf(context);
	if (staticData[key] !== content) staticData[key] = content;
}

/**
 * Takes a value that an earlier version of this package kept under the node's name, and removes it:
 * it is read once, then the caller writes it with `writeStaticData` in today's form.
 */
export function takeEarlierStaticData(context: StaticDataContext, name: string): unknown {
	const staticData: IDataObject = context.getWorkflowStaticData('node');
	if (!Object.hasOwn(staticData, name)) return undefined;
	const value = staticData[name];
	delete staticData[name];
	return value;
}

/** Writes the same content again, so that n8n saves it after it has lost track of the change. */
export function rewriteStaticData(context: StaticDataContext): void {
	const content = readStaticData(context);
	if (content !== undefined) context.getWorkflowStaticData('global')[keyOf(context)] = content;
}
