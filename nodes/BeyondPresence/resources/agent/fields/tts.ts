import * as z from '../../../../shared/schema';
import { optionalText, requiredText } from '../../../shared/parameters';
import { chosenProvider, providerField } from './providerField';

/** The voice of an agent, as a group of fields inside a collection. */
export const ttsField = providerField(
	{
		displayName: 'Voice (TTS)',
		name: 'tts',
		description: 'The text-to-speech service that speaks for the agent',
	},
	[
		{
			displayName: 'Provider',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Deepgram', value: 'deepgram' },
				{ name: 'Default of Beyond Presence', value: 'default' },
				{ name: 'ElevenLabs', value: 'elevenlabs' },
				{ name: 'Google', value: 'google_tts' },
				{ name: 'LiveKit Inference', value: 'livekit' },
				{ name: 'OpenAI', value: 'openai_tts' },
			],
			default: 'elevenlabs',
		},
		{
			displayName: 'Model',
			name: 'model',
			type: 'string',
			displayOptions: { show: { type: ['livekit'] } },
			default: '',
			required: true,
			description: 'The name of the model, as LiveKit Inference writes it',
		},
		{
			displayName: 'Voice ID',
			name: 'voice',
			type: 'string',
			displayOptions: { hide: { type: ['default'] } },
			default: '',
			placeholder: 'e.g. 21m00Tcm4TlvDq8ikWAM',
			description:
				'The ID of the voice at its provider. Leave it empty for the default voice; LiveKit Inference has none and requires an ID.',
		},
	],
);

const settingsSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('default') }),
	z.object({ type: z.literal('livekit'), model: requiredText, voice: requiredText }),
	z.object({
		type: z.enum(['deepgram', 'elevenlabs', 'google_tts', 'openai_tts']),
		voice: optionalText,
	}),
]);

/** The group of fields as the API expects it; `null` restores the API's default. */
export const ttsSchema = z.converted(chosenProvider(settingsSchema), ({ settings }) =>
	settings?.type === 'default' ? null : settings,
);
