import { LANGUAGES } from '../../support/fakeApi/requestSchemas';
import { languages } from '../../../nodes/BeyondPresence/resources/agent/fields/languages';
import { agentBodySchema } from '../../../nodes/BeyondPresence/resources/agent/fields/settings';

const cases: Array<{ name: string; fields: object; body: object }> = [
	{ name: 'nothing', fields: {}, body: {} },
	{
		name: 'a name that an expression returns as a number',
		fields: { name: 7 },
		body: { name: '7' },
	},
	{ name: 'an emptied greeting', fields: { greeting: '' }, body: { greeting: null } },
	{ name: 'an emptied language', fields: { language: '' }, body: { language: null } },
	{
		name: 'no session length',
		fields: { maxSessionLengthMinutes: 0 },
		body: { max_session_length_minutes: null },
	},
	{
		name: 'a session length that an expression returns as a string',
		fields: { maxSessionLengthMinutes: '45' },
		body: { max_session_length_minutes: 45 },
	},
	{ name: 'no capabilities', fields: { capabilities: {} }, body: { capabilities: [] } },
	{
		name: 'the same file twice',
		fields: {
			knowledgeFiles: {
				file: [{ knowledgeFileId: 'f' }, { knowledgeFileId: { __rl: true, value: 'f' } }],
			},
		},
		body: { knowledge_file_ids: ['f'] },
	},
	{
		name: 'the default LLM',
		fields: { llm: { settings: { type: 'default' } } },
		body: { llm: null },
	},
	{
		name: 'an OpenAI model that was left as it is',
		fields: { llm: { settings: { type: 'openai' } } },
		body: { llm: { type: 'openai', model: 'gpt-4.1-mini' } },
	},
	{
		name: 'a LiveKit model without effort',
		fields: { llm: { settings: { type: 'livekit', model: 'm', reasoningEffort: '' } } },
		body: { llm: { type: 'livekit', model: 'm' } },
	},
	{
		name: 'a LiveKit model with effort',
		fields: { llm: { settings: { type: 'livekit', model: 'm', reasoningEffort: 'high' } } },
		body: { llm: { type: 'livekit', model: 'm', reasoning_effort: 'high' } },
	},
	{
		name: 'a compatible model without headers',
		fields: {
			llm: {
				settings: { type: 'openai_compatible', externalApiId: 'a', model: 'm', headers: {} },
			},
		},
		body: { llm: { type: 'openai_compatible', api_id: 'a', model: 'm', temperature: 0.7 } },
	},
	{
		name: 'the default TTS',
		fields: { tts: { settings: { type: 'default' } } },
		body: { tts: null },
	},
	{
		name: 'a TTS without a voice',
		fields: { tts: { settings: { type: 'elevenlabs', voice: '' } } },
		body: { tts: { type: 'elevenlabs' } },
	},
	{
		name: 'a TTS with a voice',
		fields: { tts: { settings: { type: 'google_tts', voice: 'v' } } },
		body: { tts: { type: 'google_tts', voice: 'v' } },
	},
];

test.each(cases)('$name is sent as the API expects it', ({ fields, body }) => {
	expect(JSON.parse(JSON.stringify(agentBodySchema.parse(fields)))).toEqual(body);
});

test.each([
	{ fields: { name: 'x'.repeat(101) }, says: 'must have at most 100 characters' },
	{ fields: { greeting: 'x'.repeat(1_001) }, says: 'must have at most 1,000 characters' },
	{ fields: { systemPrompt: 'x'.repeat(10_001) }, says: 'must have at most 10,000 characters' },
	{ fields: { greeting: 'x'.repeat(5_000_000) }, says: 'must have at most 1,000 characters' },
	{ fields: { name: { a: 1 } }, says: 'must be a string, got an object' },
	{ fields: { capabilities: 'all' }, says: 'must be an object, got a string' },
	{
		fields: { capabilities: { capability: [{ type: 'wakeup_mode' }] } },
		says: 'must have at least one phrase, or the agent would never respond',
	},
	{
		fields: { capabilities: { capability: [{ type: 'wakeup_mode', triggers: [' ', ''] }] } },
		says: 'must have at least one phrase, or the agent would never respond',
	},
	{
		fields: {
			llm: {
				settings: {
					type: 'openai_compatible',
					externalApiId: 'a',
					model: 'm',
					headers: {
						header: [
							{ name: 'x', value: '1' },
							{ name: 'x', value: '2' },
						],
					},
				},
			},
		},
		says: 'must not have the same name twice',
	},
	{ fields: { maxSessionLengthMinutes: 90.5 }, says: 'must be a whole number' },
	{ fields: { maxSessionLengthMinutes: 'long' }, says: 'must be a number' },
	{ fields: { llm: { settings: { type: 'livekit', model: '' } } }, says: 'must not be empty' },
])('what the API would reject is refused with "$says"', ({ fields, says }) => {
	expect(agentBodySchema.safeParse(fields).error?.issues[0]?.message).toBe(says);
});

test('a name of 100 characters of two code units each is accepted', () => {
	expect(agentBodySchema.safeParse({ name: '😀'.repeat(100) }).success).toBe(true);
});

test('every language of the API can be chosen', () => {
	const offered = languages.map(({ value }) => value).filter((value) => value !== '');
	expect([...offered].sort()).toEqual([...LANGUAGES].sort());
});
