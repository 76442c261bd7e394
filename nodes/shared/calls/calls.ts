/** The API's operations that read one call. */
import { callApiFor, callApiForObject } from '../api/answers';
import type { ApiContext, ApiRequest } from '../api/client';
import { memberPath } from '../api/paths';
import { isJsonObject } from '../fields/jsonObject';
import { messageList, type ChatMessage } from '../events/messages';
import { Issues } from '../fields/issues';
import * as z from '../schema';
import { readCall, type Call } from './call';

type Options = Pick<ApiRequest, 'itemIndex' | 'maxAttempts' | 'timeoutMs' | 'deadline'>;

/**
 * Reads one call.
 *
 * @throws NodeApiError if the request fails, or its response is no JSON object
 */
export async function getCall(
	context: ApiContext,
	id: string,
	options: Options = {},
): Promise<Call> {
	const path = memberPath(context.getNode(), 'conversations', id, options.itemIndex);
	return readCall(await callApiForObject(context, { ...options, method: 'GET', path }), id.trim());
}

/** Documented is an array; the API's lists are objects with such an array in `data`. */
const listIn = (body: unknown): unknown =>
	isJsonObject(body) && Array.isArray(body.data) ? body.data : body;

const messageArray = z.preprocess(listIn, z.array(z.unknown()));

/** Any JSON. A text is a page of some proxy, or a response that was cut off. */
const messagesOrOther = z.preprocess(
	listIn,
	z.custom<unknown>(
		(body) => typeof body !== 'string' || body === '',
		'must be a list, got a string',
	),
);

const messagesRequest = (context: ApiContext, id: string, options: Options): ApiRequest => ({
	...options,
	method: 'GET',
	path: `${memberPath(context.getNode(), 'conversations', id, options.itemIndex)}/messages`,
});

/**
 * Reads all messages of a call, in the order of the API, which does not page them. They are as they
 * came: `callEndedItemOf` reads them, however odd they are.
 *
 * @returns an array if the response is as documented, or if it is an object with such an array in
 * `data`, as the API's lists are; any other JSON as it came
 * @throws NodeApiError if the request fails, or its response is a text
 */
export async function getCallMessages(
	context: ApiContext,
	id: string,
	options: Options = {},
): Promise<unknown> {
	return await callApiFor(context, messagesRequest(context, id, options), messagesOrOther);
}

/**
 * The same for a caller that can only use an array.
 *
 * @throws NodeApiError if the request fails, or its response is anything else
 */
export async function getMessageArray(
	context: ApiContext,
	id: string,
	options: Options = {},
): Promise<unknown[]> {
	return await callApiFor(context, messagesRequest(context, id, options), messageArray);
}

/** The messages in what `getCallMessages` returned; undefined if there are none to read. */
export function chatMessagesIn(messages: unknown): ChatMessage[] | undefined {
	const read = messageList.read(messages, new Issues(), 'messages')?.value;
	return read && read.length > 0 ? read : undefined;
}
