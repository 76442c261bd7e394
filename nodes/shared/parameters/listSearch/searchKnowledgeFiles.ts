import * as z from '../../schema';
import { searchPages } from './searchPages';

const fileSchema = z.object({ id: z.string(), name: z.string(), format: z.string() });

export const searchKnowledgeFiles = searchPages('knowledge-files', fileSchema, (file) => ({
	name: `${file.name} (${file.format})`,
	value: file.id,
}));
