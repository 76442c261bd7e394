import { NodeOperationError } from 'n8n-workflow';
import { callEndedItemOf } from '../../../shared/calls/callEndedFromApi';
import type { CallState } from '../../../shared/calls/call';
import { getCall, getCallMessages } from '../../../shared/calls/calls';
import { callPicker } from '../../shared/locators';
import { readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';

const STATES: Record<Exclude<CallState, 'completed'>, string> = {
	to_start: 'has not started yet',
	ongoing: 'is still going on',
	unknown: 'is not completed',
};

/** Brings back a call whose webhook was missed, in the shape that workflows are built for. */
export const getCallEndedEvent: Operation = {
	name: 'Get as Call Ended Event',
	value: 'getCallEndedEvent',
	action: 'Get a call as call ended event',
	description:
		'Retrieve a completed call with its messages, shaped like the Call Ended item of the trigger. The topic and the sentiment are empty, because the API has none.',
	fields: [callPicker('A completed call')],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'callId');
		const call = await getCall(context, id, { itemIndex });
		if (call.state !== 'completed') {
			throw new NodeOperationError(context.getNode(), `The call "${id}" ${STATES[call.state]}`, {
				description:
					'Only a completed call has a Call Ended event. Run this again when it is over.',
				itemIndex,
			});
		}
		const messages = await getCallMessages(context, id, { itemIndex });
		return [callEndedItemOf(call, messages)];
	},
};
