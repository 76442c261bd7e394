import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { callApiFor, callApiForObject } from '../../../shared/api/answers';
import { callApi } from '../../../shared/api/client';
import { collectionPath, memberPath } from '../../../shared/api/paths';
import { reasonOf, safeForLog, toNodeError } from '../../../shared/errors';
import { deleteMember, getMember } from '../../shared/member';

/** The API accepts at most this many chunks for a file, and names no largest size of a chunk. */
export const MAX_CHUNKS = 1_000;

/** Small enough for the usual limits of servers and proxies. */
export const CHUNK_BYTES = 1024 * 1024;

/** How long the API may take to read the text of a large PDF. */
const SUBMIT_TIMEOUT_MS = 300_000;

/** How long one chunk may take on a slow connection. */
const CHUNK_TIMEOUT_MS = 60_000;

const createdSchema = z.object({ id: z.string() });

/** Cuts a file into chunks, without a copy; they are larger than usual only above 1,000 MiB. */
export function chunksOf(bytes: Buffer): Buffer[] {
	const chunkBytes = Math.max(CHUNK_BYTES, Math.ceil(bytes.length / MAX_CHUNKS));
	const starts = Array.from(
		{ length: Math.ceil(bytes.length / chunkBytes) },
		(_, chunk) => chunk * chunkBytes,
	);
	return starts.map((start) => bytes.subarray(start, start + chunkBytes));
}

/**
 * Creates a knowledge file from a PDF: announces the chunks, sends them one after the other, and
 * submits. A chunk that fails is sent again; only a file that still cannot be finished is deleted, so
 * that no half of it is left.
 *
 * @throws NodeApiError of the step that failed
 */
export async function createPdfFile(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	bytes: Buffer,
	furtherFields: IDataObject,
): Promise<IDataObject> {
	const chunks = chunksOf(bytes);
	const { id } = await callApiFor(
		context,
		{
			method: 'POST',
			path: collectionPath('knowledge-files'),
			body: { name, format: 'pdf', upload_num_chunks: chunks.length, ...furtherFields },
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
		await callApi(context, {
			method: 'PUT',
			path: `${path}/upload`,
			query: { chunk_number },
			body,
			timeoutMs: CHUNK_TIMEOUT_MS,
			itemIndex,
		});
	}
	try {
		return await callApiForObject(context, {
			method: 'POST',
			path: `${path}/submit`,
			timeoutMs: SUBMIT_TIMEOUT_MS,
			itemIndex,
		});
	} catch (error) {
		const file = await findAvailable(context, itemIndex, id);
		if (file === undefined) throw toNodeError(context.getNode(), error, itemIndex);
		return file;
	}
}

/** The file, if it was submitted although its response was lost or odd. */
async function findAvailable(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<IDataObject | undefined> {
	try {
		const file = await getMember(context, itemIndex, 'knowledge-files', id);
		return file.status === 'available' ? file : undefined;
	} catch (error) {
		context.logger.warn(
			`The knowledge file ${safeForLog(id)} could not be read: ${safeForLog(reasonOf(error))}`,
		);
		return undefined;
	}
}

/** Cleans up as well as it can, also after a cancel: the error of the upload is the one to show. */
async function deleteUnfinished(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<void> {
	try {
		const evenIfCancelled = true;
		await deleteMember(context, itemIndex, 'knowledge-files', id, { evenIfCancelled });
	} catch (error) {
		context.logger.warn(
			`The unfinished knowledge file ${safeForLog(id)} could not be deleted: ${safeForLog(reasonOf(error))}`,
		);
	}
}
