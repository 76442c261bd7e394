/** The item of each operation, which n8n's editor shows before it has run; only the build uses it. */
import * as z from '../../../shared/schema';
import { deletedOutput } from '../../shared/deletedOutput';

const externalApi = z.object({
	id: z.string(),
	type: z.string(),
	name: z.string(),
	url: z.optional(z.string()),
});

export const externalApiOutputs = {
	create: externalApi,
	delete: deletedOutput,
	get: externalApi,
	getAll: externalApi,
};
