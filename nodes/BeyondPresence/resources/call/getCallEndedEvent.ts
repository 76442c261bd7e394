import { NodeOperationError } from 'n8n-workflow';
import type { CallState } from '../../../shared/calls/call';
import { callEndedItemOf } from '../../../shared/calls/callEndedFromApi';
import { getCall, getCallMessages } from '../../../shared/calls/calls';
import { conversationOf } from '../../../shared/calls/conversation';
import { withAdditions } from '../../../shared/events/additions';
import { safeForLog } from '../../../shared/errors';
import { callPicker } from '../../shared/locators';
import { readId } from '../../shared/member';
import type { Operation } from '../../shared/operation';
import { outputFields, readOutput } from '../../shared/output';
import { CALL_ENDED_FIELDS, SIMPLE_CALL_ENDED_FIELDS } from './callEnded/fields';
import { factsOption, wantsFacts } from './callEnded/factsOption';

const STATES: Record<Exclude<CallState, 'completed'>, string> = {
	to_start: 'has not started yet',
	ongoing: 'is still ongoing',
	unknown: 'is not completed',
};

/** Recovers a call whose webhook was missed, in the shape that workflows are built for. */
export const getCallEndedEvent: Operation = {
	name: 'Get as Call Ended Event',
	value: 'getCallEndedEvent',
	action: 'Get call as call ended event',
	description:
		'Topic and sentiment stay empty. Retrieve a completed call with its messages and transcript, as the Call Ended item of the triggers.',
	fields: [callPicker('A completed call'), ...outputFields(CALL_ENDED_FIELDS), factsOption],
	async execute(context, itemIndex) {
		const id = readId(context, itemIndex, 'callId');
		const output = readOutput(context, itemIndex, SIMPLE_CALL_ENDED_FIELDS);
		const call = await getCall(context, id, { itemIndex });
		if (call.state !== 'completed') {
			const message = `The call "${safeForLog(id)}" ${STATES[call.state]}`;
			throw new NodeOperationError(context.getNode(), message, {
				description: 'Only a completed call has a Call Ended event. Run this again after the call.',
				itemIndex,
			});
		}
		const messages = await getCallMessages(context, id, { itemIndex });
		const item = callEndedItemOf(call, messages);
		const facts = wantsFacts(context, itemIndex) ? conversationOf(item) : {};
		return [withAdditions(output(item), facts)];
	},
};
