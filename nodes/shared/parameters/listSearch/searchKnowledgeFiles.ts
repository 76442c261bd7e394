import * as z from '../../schema';
import { searchPages } from './searchPages';

const fileSchema = z.object({
	id: z.string(),
	name: z.nullish(z.string()),
	format: z.nullish(z.string()),
});

export const searchKnowledgeFiles = searchPages('knowledge-files', fileSchema, (file) => ({
	name: `${file.name || file.id}${file.format ? ` (${file.format})` : ''}`,
	value: file.id,
}));
