/** The item of each operation, which n8n's editor shows before it has run; only the build uses it. */
import * as z from '../../../shared/schema';
import { deletedOutput } from '../../shared/deletedOutput';

const agent = z.object({
	id: z.string(),
	name: z.string(),
	avatar_id: z.string(),
	system_prompt: z.string(),
	language: z.nullish(z.string()),
	greeting: z.described(z.nullish(z.string()), 'What the agent says when a call starts'),
	max_session_length_minutes: z.nullish(z.number()),
	capabilities: z.optional(z.array(z.looseObject({ type: z.string() }))),
	llm: z.nullish(z.looseObject({ type: z.string() })),
	tts: z.nullish(z.looseObject({ type: z.string() })),
	knowledge_file_ids: z.optional(z.array(z.string())),
	call_link: z.described(z.string(), 'The link under which anyone can call the agent'),
});

const deletedAgent = z.object({
	name: z.nullable(z.string()),
	deleted: z.described(z.boolean(), 'false in a dry run, and if the deletion failed'),
	error: z.described(z.nullable(z.string()), 'Why the deletion failed'),
	calls: z.described(z.nullable(z.number()), 'null unless agents are selected by their calls'),
	last_call_ended_at: z.described(
		z.nullable(z.string()),
		'null unless agents are selected by their calls',
	),
	id: z.string(),
});

export const agentOutputs = {
	create: agent,
	createFromTemplate: agent,
	delete: deletedOutput,
	deleteMany: deletedAgent,
	get: agent,
	getAll: agent,
	update: agent,
};
