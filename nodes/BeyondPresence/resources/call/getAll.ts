import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';
import type { Call } from '../../../shared/calls/call';
import { callEndedItemOf } from '../../../shared/calls/callEndedFromApi';
import { getCallMessages } from '../../../shared/calls/calls';
import { reasonOf, toNodeError } from '../../../shared/errors';
import * as z from '../../../shared/schema';
import { listCollection, listFields, readLimit } from '../../shared/getMany';
import type { Operation } from '../../shared/operation';
import { readParameters } from '../../shared/parameters';
import { factsOption, wantsFacts } from './callEnded/factsOption';
import { isEmpty, readFilter, type CallFilter } from './filters/callFilter';
import { filtersField } from './filters/fields';
import { findCalls } from './filters/findCalls';

const returnAsParameter = z.withDefault(z.enum(['call', 'callEnded']), 'call');

/** Only a completed call has a Call Ended item. */
function onlyCompleted(
	context: IExecuteFunctions,
	itemIndex: number,
	filter: CallFilter,
): CallFilter {
	const { statuses } = filter;
	if (statuses.length > 0 && !statuses.includes('completed')) {
		const message = "'Status' excludes completed calls, and only these become Call Ended items";
		const description = "Add 'Completed' to the filter 'Status', or set 'Return As' to 'Call'.";
		throw new NodeOperationError(context.getNode(), message, { description, itemIndex });
	}
	return { ...filter, statuses: ['completed'] };
}

/** A call whose messages are gone is returned without them, so that it does not end the list. */
async function callEndedItem(
	context: IExecuteFunctions,
	itemIndex: number,
	call: Call,
	addFacts: boolean,
): Promise<IDataObject> {
	const without = (reason: string) =>
		callEndedItemOf(call, undefined, {
			addFacts,
			withoutMessages: `messages: could not be read: ${reason}`,
		});
	if (call.id === '') return without('the call has no ID');
	try {
		const messages = await getCallMessages(context, call.id, { itemIndex });
		return callEndedItemOf(call, messages, { addFacts });
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '404') return without(reasonOf(error));
		throw toNodeError(context.getNode(), error, itemIndex);
	}
}

/** What becomes of each call that passes the filters. */
function outputOf(context: IExecuteFunctions, itemIndex: number, isCallEnded: boolean) {
	if (!isCallEnded) return ({ raw }: Call) => raw;
	const addFacts = wantsFacts(context, itemIndex);
	return async (call: Call) => await callEndedItem(context, itemIndex, call, addFacts);
}

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many calls',
	description:
		'List the calls (conversations) of all agents, most recent first, optionally filtered by agent, time, status, tags or user email, and with messages and transcript',
	fields: [
		...listFields,
		filtersField,
		{
			displayName: 'Return As',
			name: 'returnAs',
			type: 'options',
			options: [
				{ name: 'Call', value: 'call', description: 'As the API lists it' },
				{
					name: 'Call Ended Item',
					value: 'callEnded',
					description:
						'Completed calls with messages and transcript, as the triggers emit them, for one more request each. Topic and sentiment stay empty.',
				},
			],
			default: 'call',
			description: 'What to return for each call',
		},
		{ ...factsOption, displayOptions: { show: { returnAs: ['callEnded'] } } },
	],
	async execute(context, itemIndex) {
		const { returnAs } = readParameters(context, itemIndex, { returnAs: returnAsParameter });
		const isCallEnded = returnAs === 'callEnded';
		const chosen = readFilter(context, itemIndex);
		if (!isCallEnded && isEmpty(chosen)) {
			return await listCollection(context, itemIndex, 'conversations');
		}
		const filter = isCallEnded ? onlyCompleted(context, itemIndex, chosen) : chosen;
		const limit = readLimit(context, itemIndex);
		const output = outputOf(context, itemIndex, isCallEnded);
		const items: IDataObject[] = [];
		for await (const call of findCalls(context, itemIndex, filter)) {
			items.push(await output(call));
			if (items.length >= limit) break;
		}
		return items;
	},
};
