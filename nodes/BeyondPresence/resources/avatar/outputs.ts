/** The item of each operation, which n8n's editor shows before it has run; only the build uses it. */
import * as z from '../../../shared/schema';

const avatar = z.object({
	id: z.string(),
	name: z.string(),
	visibility: z.described(z.string(), 'public or private'),
	status: z.described(z.string(), 'to-train, training, available or failed'),
});

export const avatarOutputs = { get: avatar, getAll: avatar };
