import type { INodeProperties } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { requiredText } from '../../shared/parameters';

/** What an agent can do beyond talking, as a list inside a collection. */
export const capabilitiesField: INodeProperties = {
	displayName: 'Capabilities',
	name: 'capabilities',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Capability' },
	default: {},
	placeholder: 'Add Capability',
	description:
		'What the agent can do beyond talking. The list replaces the one that is set; an empty list clears it.',
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
							description: 'The agent answers only when it hears one of the phrases',
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

const capabilitySchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('webcam_vision') }),
	z.object({ type: z.literal('wakeup_mode'), triggers: z.array(requiredText) }),
]);

/** The list as the API wants it. */
export const capabilitiesSchema = z.converted(
	z.object({ capability: z.withDefault(z.array(capabilitySchema), []) }),
	({ capability }) => capability,
);
