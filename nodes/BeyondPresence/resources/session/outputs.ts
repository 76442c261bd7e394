/** The item of each operation, which n8n's editor shows before it has run; only the build uses it. */
import * as z from '../../../shared/schema';

const session = z.object({
	id: z.string(),
	transport: z.string(),
	avatar_id: z.string(),
	url: z.string(),
	status: z.object({
		type: z.described(z.string(), 'to_start, ongoing or completed'),
		started_at: z.described(z.optional(z.string()), 'Once the session has started'),
		ended_at: z.described(z.optional(z.string()), 'Once the session has ended'),
	}),
});

export const sessionOutputs = { create: session, get: session, getAll: session };
