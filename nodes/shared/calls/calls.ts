/** The API's operations that read one call. */
import { callApiForObject } from '../api/answers';
import { callApi, type ApiContext, type ApiRequest } from '../api/client';
import { memberPath } from '../api/paths';
import { isJsonObject } from '../fields/jsonObject';
import { messageList, type ChatMessage } from '../events/messages';
import { Issues } from '../fields/issues';
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

/**
 * Reads all messages of a call, in the order of the API, which does not page them. They are as they
 * came: `callEndedItemOf` reads them, however odd they are.
 *
 * @returns an array if the response is as documented, or if it is an object with such an array in
 * `data`, as the API's lists are; anything else as it came
 */
export async function getCallMessages(
	context: ApiContext,
	id: string,
	options: Options = {},
): Promise<unknown> {
	const path = `${memberPath(context.getNode(), 'conversations', id, options.itemIndex)}/messages`;
	const body = await callApi(context, { ...options, method: 'GET', path });
	return isJsonObject(body) && Array.isArray(body.data) ? body.data : body;
}

/** The messages in what `getCallMessages` returned; undefined if there are none to read. */
export function chatMessagesIn(messages: unknown): ChatMessage[] | undefined {
	const read = messageList.read(messages, new Issues(), 'messages')?.value;
	return read && read.length > 0 ? read : undefined;
}
