/** The item of each operation, which n8n's editor shows before it has run; only the build uses it. */
import * as z from '../../../shared/schema';
import { deletedOutput } from '../../shared/deletedOutput';

const knowledgeFile = z.object({
	id: z.string(),
	name: z.string(),
	format: z.described(z.string(), 'text or pdf'),
	status: z.described(z.string(), 'to-upload or available'),
	text: z.described(z.optional(z.string()), 'The text of the file, once it is available'),
});

export const knowledgeFileOutputs = {
	createFromText: knowledgeFile,
	delete: deletedOutput,
	get: knowledgeFile,
	getAll: knowledgeFile,
	upload: knowledgeFile,
};
