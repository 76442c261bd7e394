import type { INodeProperties } from 'n8n-workflow';
import * as z from 'zod/v4';
import { optionalText, requiredText } from '../../shared/parameters';

/** The voice of an agent, as a group of fields inside a collection. */
export const ttsField: INodeProperties = {
	displayName: 'TTS',
	name: 'tts',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Choose TTS',
	description: 'The text-to-speech service that gives the agent its voice',
	options: [
		{
			displayName: 'TTS',
			name: 'settings',
			values: [
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
					displayName: 'Voice',
					name: 'voice',
					type: 'string',
					displayOptions: { hide: { type: ['default'] } },
					default: '',
					placeholder: 'e.g. 21m00Tcm4TlvDq8ikWAM',
					description:
						'The voice, as its provider names it. Leave it empty for the default voice of the provider, which LiveKit Inference does not have.',
				},
			],
		},
	],
};

const settingsSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('default') }),
	z.object({ type: z.literal('livekit'), model: requiredText, voice: requiredText }),
	z.object({
		type: z.enum(['deepgram', 'elevenlabs', 'google_tts', 'openai_tts']),
		voice: optionalText,
	}),
]);

/** The group of fields as the API wants it; `null` brings the API's default back. */
export const ttsSchema = z
	.object({ settings: settingsSchema })
	.transform(({ settings }) => (settings.type === 'default' ? null : settings));
