import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import * as z from '../../../../shared/schema';
import { boolean, readParameters } from '../../../shared/parameters';

/** For the operations that return Call Ended items. */
export const factsOption: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Add Call Facts',
			name: 'addCallFacts',
			type: 'boolean',
			default: false,
			description:
				"Whether to add figures of the conversation as 'facts' (words, pauses, duration) and its questions and replies as 'exchanges'",
		},
	],
};

const optionsParameter = z.withDefault(z.object({ addCallFacts: z.withDefault(boolean, false) }), {
	addCallFacts: false,
});

export const wantsFacts = (context: IExecuteFunctions, itemIndex: number): boolean =>
	readParameters(context, itemIndex, { options: optionsParameter }).options.addCallFacts;
