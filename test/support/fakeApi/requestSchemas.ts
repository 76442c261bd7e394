/**
 * Request bodies of the published API, written after its OpenAPI document (`documented.json`). Stricter than
 * the API in one way: fields that the document does not name are refused, so that a test notices
 * when a node sends one.
 */
import * as z from 'zod/v4';

/** Lengths count Unicode code points, as the API's own language does. */
const text = (longest = Infinity, shortest = 0) => {
	const bounds = {
		...(shortest > 0 && { minLength: shortest }),
		...(longest < Infinity && { maxLength: longest }),
	};
	const checked = z.string().superRefine((value, context) => {
		const length = [...value].length;
		const bound = length > longest ? longest : length < shortest ? shortest : undefined;
		if (bound === undefined) return;
		context.addIssue({
			code: 'custom',
			message: `String should have at ${length > longest ? 'most' : 'least'} ${bound} character${bound === 1 ? '' : 's'}`,
		});
	});
	return checked.meta(bounds);
};

const id = text(100, 1);

export const LANGUAGES = [
	...['ar', 'ar-SA', 'bn', 'bg', 'zh', 'cs', 'da', 'nl', 'en', 'en-AU', 'en-GB', 'en-US', 'fi'],
	...['fr', 'fr-CA', 'fr-FR', 'de', 'el', 'hi', 'hu', 'id', 'it', 'ja', 'kk', 'ko', 'ms', 'no'],
	...['pl', 'pt', 'pt-BR', 'pt-PT', 'ro', 'ru', 'sk', 'es', 'sv', 'tr', 'uk', 'ur', 'vi'],
];

const capability = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('webcam_vision') }),
	z.strictObject({ type: z.literal('wakeup_mode'), triggers: z.array(z.string()) }),
]);

const llm = z.discriminatedUnion('type', [
	z.strictObject({
		type: z.literal('livekit'),
		model: z.string(),
		reasoning_effort: z.enum(['low', 'medium', 'high', 'xhigh']).nullish(),
	}),
	z.strictObject({
		type: z.literal('openai'),
		model: z.enum(['gpt-4.1-mini', 'gpt-4.1']).default('gpt-4.1-mini'),
	}),
	z.strictObject({
		type: z.literal('openai_compatible'),
		api_id: z.string(),
		model: z.string(),
		temperature: z.number(),
		headers: z.record(z.string(), z.string()).optional(),
	}),
]);

const voiced = <Name extends string>(name: Name) =>
	z.strictObject({ type: z.literal(name), voice: z.string().nullish() });

const tts = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('livekit'), model: z.string(), voice: z.string() }),
	voiced('elevenlabs'),
	voiced('deepgram'),
	voiced('openai_tts'),
	voiced('google_tts'),
]);

const agentFields = {
	name: text(100, 1),
	avatar_id: id,
	system_prompt: text(10_000, 1),
	language: z.enum(LANGUAGES).nullish(),
	greeting: text(1_000, 1).nullish(),
	max_session_length_minutes: z.int().gt(0).max(90).nullish(),
	capabilities: z.array(capability).optional(),
	llm: llm.nullish(),
	tts: tts.nullish(),
	knowledge_file_ids: z
		.array(text(Infinity, 1))
		.refine((ids) => new Set(ids).size === ids.length, 'List should have unique items')
		.optional(),
};

export const createAgent = z.strictObject(agentFields);
export const updateAgent = createAgent.partial();

export const createCall = z.strictObject({
	agent_id: z.string(),
	user_name: z.string().nullish(),
	user_email: z.string().nullish(),
	tags: z
		.record(text(30, 1), text(100, 1))
		.refine((tags) => Object.keys(tags).length <= 10, 'Dictionary should have at most 10 items')
		.default({}),
});

export const createExternalApi = z.strictObject({
	type: z.literal('openai_compatible_llm').default('openai_compatible_llm'),
	name: z.string(),
	url: z.string(),
	api_key: z.string(),
});

export const createKnowledgeFile = z.discriminatedUnion('format', [
	z.strictObject({ name: text(100, 1), format: z.literal('text'), content: text(100_000, 1) }),
	z.strictObject({
		name: text(100, 1),
		format: z.literal('pdf'),
		upload_num_chunks: z.int().gt(0).max(1_000),
	}),
]);

const room = { avatar_id: z.string(), url: z.string(), token: z.string() };

export const createSession = z.union([
	z.strictObject({ ...room, transport: z.literal('livekit').default('livekit') }),
	z.strictObject({ ...room, transport: z.literal('pipecat').default('pipecat') }),
]);

/** The query of every list; queries are strings. */
export const listQuery = z.object({
	limit: z.coerce.number().int().gt(0).max(50).default(10),
	cursor: z.string().optional(),
});

export const chunkQuery = z.object({ chunk_number: z.coerce.number().int().min(0) });
