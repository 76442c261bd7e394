import * as z from '../schema';
import { callApiFor } from '../api/answers';
import type { ApiContext, ApiRequest } from '../api/client';
import { memberPath } from '../api/paths';

/** What the API tells about where a call stands; times are ISO 8601 texts. */
const callStatusSchema = z.discriminatedUnion('type', [
	z.looseObject({ type: z.literal('to_start') }),
	z.looseObject({ type: z.literal('ongoing'), started_at: z.string() }),
	z.looseObject({ type: z.literal('completed'), started_at: z.string(), ended_at: z.string() }),
]);

/** A call, as far as this package relies on it; further fields are kept. */
export const callSchema = z.looseObject({
	id: z.string(),
	agent_id: z.string(),
	user_name: z.nullish(z.string()),
	user_email: z.nullish(z.string()),
	tags: z.nullish(z.record(z.string(), z.string())),
	status: callStatusSchema,
});
export type Call = z.infer<typeof callSchema>;

/** One message of a call. The API writes `ai` where webhooks write `agent`. */
const callMessageSchema = z.looseObject({
	sender: z.string(),
	message: z.string(),
	sent_at: z.string(),
});
export type CallMessage = z.infer<typeof callMessageSchema>;

type Options = Pick<ApiRequest, 'itemIndex' | 'maxAttempts' | 'timeoutMs' | 'deadline'>;

/** Reads one call. */
export async function getCall(
	context: ApiContext,
	id: string,
	options: Options = {},
): Promise<Call> {
	const path = memberPath(context.getNode(), 'conversations', id, options.itemIndex);
	return await callApiFor(context, { ...options, method: 'GET', path }, callSchema);
}

/** Reads all messages of a call, in the order of the API, which does not page them. */
export async function getCallMessages(
	context: ApiContext,
	id: string,
	options: Options = {},
): Promise<CallMessage[]> {
	const path = `${memberPath(context.getNode(), 'conversations', id, options.itemIndex)}/messages`;
	return await callApiFor(context, { ...options, method: 'GET', path }, z.array(callMessageSchema));
}
