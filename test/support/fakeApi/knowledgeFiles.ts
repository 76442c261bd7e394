/** Knowledge files: a text is available immediately, a PDF is sent in chunks and then submitted. */
import { check, created, done, notFound, ok, refused } from './responses';
import { pageOf } from './lists';
import { chunkQuery, createKnowledgeFile } from './requestSchemas';
import { found, type Route } from './route';
import { newId, type KnowledgeFile } from './store';

const shown = ({ id, name, format, status, text }: KnowledgeFile) => ({
	id,
	name,
	format,
	status,
	...(status === 'available' && { text }),
});

/** Puts the chunks together, which must all be there and make a PDF. */
function assemble(file: KnowledgeFile): Buffer {
	const chunks = Array.from({ length: file.expectedChunks }, (_, number) => {
		const chunk = file.chunks.get(number);
		if (chunk === undefined) throw refused(['path', 'id'], `Chunk ${number} is missing`);
		return chunk;
	});
	const bytes = Buffer.concat(chunks);
	if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) {
		throw refused(['path', 'id'], 'The file is not a PDF');
	}
	return bytes;
}

export const knowledgeFileRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/knowledge-files',
		handle({ store, body }) {
			const fields = check(createKnowledgeFile, body, 'body');
			const base = { id: newId(), name: fields.name, chunks: new Map<number, Buffer>() };
			const file: KnowledgeFile =
				fields.format === 'text'
					? {
							...base,
							format: 'text',
							status: 'available',
							text: fields.content,
							expectedChunks: 0,
						}
					: {
							...base,
							format: 'pdf',
							status: 'to-upload',
							expectedChunks: fields.upload_num_chunks,
						};
			store.knowledgeFiles.set(file.id, file);
			return created(shown(file));
		},
	},
	{
		method: 'GET',
		path: '/v1/knowledge-files',
		handle: ({ store, query, settings }) =>
			ok(pageOf(store.knowledgeFiles, query, settings.order, shown)),
	},
	{
		method: 'GET',
		path: '/v1/knowledge-files/:id',
		handle: ({ store, id }) => ok(shown(found(store.knowledgeFiles, id, 'Knowledge file'))),
	},
	{
		method: 'DELETE',
		path: '/v1/knowledge-files/:id',
		handle({ store, id }) {
			if (!store.knowledgeFiles.delete(id)) throw notFound('Knowledge file');
			return done;
		},
	},
	{
		method: 'PUT',
		path: '/v1/knowledge-files/:id/upload',
		handle({ store, id, query, body }) {
			const file = found(store.knowledgeFiles, id, 'Knowledge file');
			const { chunk_number } = check(chunkQuery, query, 'query');
			if (file.format !== 'pdf' || chunk_number >= file.expectedChunks) {
				throw refused(['query', 'chunk_number'], 'There is no such chunk');
			}
			if (!Buffer.isBuffer(body)) throw refused(['body'], 'The chunk must be sent as bytes');
			file.chunks.set(chunk_number, body);
			return done;
		},
	},
	{
		method: 'POST',
		path: '/v1/knowledge-files/:id/submit',
		handle({ store, id }) {
			const file = found(store.knowledgeFiles, id, 'Knowledge file');
			file.text = `The text of a PDF of ${assemble(file).length} bytes`;
			file.status = 'available';
			return ok(shown(file));
		},
	},
];
