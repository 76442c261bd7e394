import type { INodeProperties } from 'n8n-workflow';
import * as z from '../../../../shared/schema';
import { knowledgeFilePicker } from '../../../shared/locators';
import {
	optionalPickedId,
	pickedId,
	requiredText,
	setRows,
	text,
	wholeNumber,
} from '../../../shared/parameters';
import { capabilitiesField, capabilitiesSchema } from './capabilities';
import { languages } from './languages';
import { llmField, llmSchema } from './llm';
import { ttsField, ttsSchema } from './tts';

/** The longest texts that the API accepts, in characters (Unicode code points). */
export const LONGEST_GREETING = 1_000;
export const LONGEST_SYSTEM_PROMPT = 10_000;
export const agentNameSchema = text(100);

/** Not localeCompare, whose first use takes 25 ms, at load time of n8n. */
export const byDisplayName = (one: INodeProperties, other: INodeProperties): number =>
	one.displayName < other.displayName ? -1 : 1;

export const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Jarvis',
	description: 'The name that users see, and that the agent responds to. At most 100 characters.',
};

export const systemPromptField: INodeProperties = {
	displayName: 'System Prompt',
	name: 'systemPrompt',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	placeholder: 'e.g. You are a helpful assistant.',
	description: 'Who the agent is and what it should do. At most 10,000 characters.',
};

/** The optional fields of an agent, for Create and Update. */
export const settingFields: INodeProperties[] = [
	capabilitiesField,
	{
		displayName: 'Greeting',
		name: 'greeting',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Hello!',
		description:
			'What the agent says when a call starts. At most 1,000 characters; leave it empty to have no greeting.',
	},
	{
		displayName: 'Knowledge Files',
		name: 'knowledgeFiles',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add File' },
		default: {},
		placeholder: 'Add File',
		description:
			'The files that the agent can refer to. The list replaces the saved one; an empty list clears it.',
		options: [
			{
				displayName: 'File',
				name: 'file',
				values: [knowledgeFilePicker('A file that the agent can refer to')],
			},
		],
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: languages,
		default: 'en',
		description: 'The language that the agent speaks',
	},
	llmField,
	{
		displayName: 'Max Session Length (Minutes)',
		name: 'maxSessionLengthMinutes',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 90, numberPrecision: 0 },
		default: 30,
		description: 'After how many minutes a call ends, from 1 to 90; 0 leaves it to Beyond Presence',
	},
	ttsField,
];

/** A string that, left empty, clears the saved one. */
const removable = (schema: z.ZodMiniType<string>) =>
	z.preprocess((value) => (value === '' ? null : value), z.nullable(schema));

const knowledgeFilesSchema = z.converted(
	z.object({
		file: setRows('knowledgeFileId', z.object({ knowledgeFileId: pickedId })),
	}),
	({ file }) => file && [...new Set(file.map(({ knowledgeFileId }) => knowledgeFileId))],
);

/** The optional fields as the form saves them, each only if the user added it. */
const settingsSchema = z.object({
	avatarId: optionalPickedId,
	capabilities: z.optional(capabilitiesSchema),
	greeting: z.optional(removable(text(LONGEST_GREETING))),
	knowledgeFiles: z.optional(knowledgeFilesSchema),
	language: z.optional(removable(requiredText)),
	llm: z.optional(llmSchema),
	maxSessionLengthMinutes: z.optional(
		z.converted(wholeNumber(0, 90), (minutes) => (minutes === 0 ? null : minutes)),
	),
	name: z.optional(agentNameSchema),
	systemPrompt: z.optional(text(LONGEST_SYSTEM_PROMPT)),
	tts: z.optional(ttsSchema),
});

/** The body of a request to create or update an agent; what is missing is not sent. */
export const agentBodySchema = z.converted(settingsSchema, (settings) => ({
	avatar_id: settings.avatarId,
	capabilities: settings.capabilities,
	greeting: settings.greeting,
	knowledge_file_ids: settings.knowledgeFiles,
	language: settings.language,
	llm: settings.llm,
	max_session_length_minutes: settings.maxSessionLengthMinutes,
	name: settings.name,
	system_prompt: settings.systemPrompt,
	tts: settings.tts,
}));
