/** The knowledge file that comes with an agent: nothing that was created is left behind in silence. */
import {
	NodeApiError,
	type GenericValue,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';
import { reasonOf, safeForLog, toNodeError } from '../../../../shared/errors';
import { createMember, deleteMember } from '../../../shared/member';
import { createTextFile } from '../../knowledgeFile/textFile';

/** Whether the API refused the request; otherwise it may have been carried out. */
const isRefusal = (error: unknown): boolean =>
	error instanceof NodeApiError && /^4\d\d$/.test(error.httpCode ?? '');

/** What became of the knowledge file of an agent that could not be created, for the error's title. */
async function afterFailure(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
	cause: unknown,
): Promise<string> {
	const file = `the knowledge file "${safeForLog(id)}"`;
	if (!isRefusal(cause)) return `${file} was created and kept, because the agent may exist`;
	try {
		await deleteMember(context, itemIndex, 'knowledge-files', id, { evenIfCancelled: true });
		return `${file}, created for it, was deleted again`;
	} catch (error) {
		return `${file} was created and could not be deleted: ${safeForLog(reasonOf(error))}`;
	}
}

const listed = (ids: IDataObject[string]): GenericValue[] => (Array.isArray(ids) ? ids : []);

/**
 * Creates a knowledge file under the name of the agent, and then the agent with it beside the files
 * that it has anyway.
 *
 * @throws NodeApiError if either fails; its title says what became of the file
 */
export async function createWithKnowledge(
	context: IExecuteFunctions,
	itemIndex: number,
	agent: IDataObject,
	file: { name: string; content: string },
): Promise<IDataObject> {
	const { id } = await createTextFile(context, itemIndex, file.name, file.content, {});
	if (typeof id !== 'string') {
		const message = `The knowledge file '${safeForLog(file.name)}' was created, but the response has no ID, so the agent was not created`;
		const description = 'Delete the file in Studio (bey.studio), then run this again.';
		throw new NodeApiError(context.getNode(), { message }, { message, description, itemIndex });
	}
	const knowledge_file_ids = [...listed(agent.knowledge_file_ids), id];
	try {
		return await createMember(context, itemIndex, 'agents', { ...agent, knowledge_file_ids });
	} catch (cause) {
		const error = toNodeError(context.getNode(), cause, itemIndex);
		error.message = `${error.message}; ${await afterFailure(context, itemIndex, id, cause)}`;
		throw error;
	}
}
