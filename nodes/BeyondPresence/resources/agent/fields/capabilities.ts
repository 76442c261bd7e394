import type { INodeProperties } from 'n8n-workflow';
import * as z from '../../../../shared/schema';
import { requiredText, setRows } from '../../../shared/parameters';

/** The abilities of an agent beyond talking, as a list inside a collection. */
export const capabilitiesField: INodeProperties = {
	displayName: 'Capabilities',
	name: 'capabilities',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Capability' },
	default: {},
	placeholder: 'Add Capability',
	description:
		'Abilities of the agent beyond talking. The list replaces the saved one; an empty list clears it.',
	options: [
		{
			displayName: 'Capability',
			name: 'capability',
			values: [
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: [
						{
							name: 'Wake-Up Mode',
							value: 'wakeup_mode',
							description: 'The agent responds only when it hears one of the phrases',
						},
						{
							name: 'Webcam Vision',
							value: 'webcam_vision',
							description: "The agent sees the user's camera",
						},
					],
					default: 'webcam_vision',
				},
				{
					displayName: 'Wake-Up Phrases',
					name: 'triggers',
					type: 'string',
					displayOptions: { show: { type: ['wakeup_mode'] } },
					typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Phrase' },
					default: [],
					placeholder: 'e.g. hey agent',
				},
			],
		},
	],
};

/** An agent without a phrase would never respond; rows that were added and left empty do not count. */
const wakeUpPhrases = z.preprocess(
	(phrases) =>
		Array.isArray(phrases)
			? phrases.filter((phrase) => typeof phrase !== 'string' || phrase.trim() !== '')
			: (phrases ?? []),
	z
		.array(requiredText)
		.check(z.minLength(1, 'must have at least one phrase, or the agent would never respond')),
);

const capabilitySchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('webcam_vision') }),
	z.object({ type: z.literal('wakeup_mode'), triggers: wakeUpPhrases }),
]);

/** The list as the API expects it. */
export const capabilitiesSchema = z.converted(
	z.object({ capability: setRows('type', capabilitySchema) }),
	({ capability }) => capability,
);
