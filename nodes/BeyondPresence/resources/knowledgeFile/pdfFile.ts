import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { callApiFor, callApiForObject } from '../../../shared/api/answers';
import { callApi } from '../../../shared/api/client';
import { collectionPath, memberPath } from '../../../shared/api/paths';
import { toNodeError } from '../../../shared/errors';
import { deleteMember } from '../../shared/member';

/** The API takes at most this many chunks for a file, and names no largest size of a chunk. */
export const MAX_CHUNKS = 1_000;

/** Small enough for the usual limits of servers and proxies. */
export const CHUNK_BYTES = 1024 * 1024;

/** Until the API has taken the text out of a large PDF. */
const SUBMIT_TIMEOUT_MS = 300_000;

const createdSchema = z.object({ id: z.string() });

/** Cuts a file into as few chunks as its size asks for, larger than usual only above 1,000 MiB. */
export function chunksOf(bytes: Buffer): Buffer[] {
	const chunkBytes = Math.max(CHUNK_BYTES, Math.ceil(bytes.length / MAX_CHUNKS));
	const starts = Array.from(
		{ length: Math.ceil(bytes.length / chunkBytes) },
		(_, chunk) => chunk * chunkBytes,
	);
	return starts.map((start) => bytes.subarray(start, start + chunkBytes));
}

/**
 * Creates a knowledge file of a PDF: announces the chunks, sends them one after the other, and
 * submits. A file that cannot be finished is deleted again, so that no half of it is left.
 *
 * @throws NodeApiError of the step that failed
 */
export async function createPdfFile(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	bytes: Buffer,
): Promise<IDataObject> {
	const chunks = chunksOf(bytes);
	const { id } = await callApiFor(
		context,
		{
			method: 'POST',
			path: collectionPath('knowledge-files'),
			body: { name, format: 'pdf', upload_num_chunks: chunks.length },
			itemIndex,
		},
		createdSchema,
	);
	try {
		return await uploadAndSubmit(context, itemIndex, id, chunks);
	} catch (error) {
		await deleteUnfinished(context, itemIndex, id);
		throw toNodeError(context.getNode(), error, itemIndex);
	}
}

async function uploadAndSubmit(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
	chunks: Buffer[],
): Promise<IDataObject> {
	const path = memberPath(context.getNode(), 'knowledge-files', id, itemIndex);
	for (const [chunk_number, body] of chunks.entries()) {
		const query = { chunk_number };
		await callApi(context, { method: 'PUT', path: `${path}/upload`, query, body, itemIndex });
	}
	return await callApiForObject(context, {
		method: 'POST',
		path: `${path}/submit`,
		timeoutMs: SUBMIT_TIMEOUT_MS,
		itemIndex,
	});
}

/** Tidies up as well as it can: the failed upload is what the user has to hear about. */
async function deleteUnfinished(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<void> {
	try {
		await deleteMember(context, itemIndex, 'knowledge-files', id);
	} catch (error) {
		context.logger.warn(`The unfinished knowledge file ${id} could not be deleted`, { error });
	}
}
