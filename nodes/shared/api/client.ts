import {
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import * as z from '../schema';
import { reasonOf } from '../errors';
import { API_CREDENTIAL, baseUrlOf } from './credential';
import { toNodeApiError, type Failure } from './failures';
import { delayAfter, isTransient, MAX_ATTEMPTS } from './retry';

/** The contexts of n8n that can call the API: actions, pickers, polls and webhooks. */
export type ApiContext =
	IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

export type ApiRequest = {
	method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
	/** From the root of the API, for example `/v1/agents`. */
	path: string;
	query?: IDataObject;
	/** Bytes are sent as they are, anything else as JSON. */
	body?: IDataObject | Buffer;
	/** The input item on whose behalf the request is sent, for the error. */
	itemIndex?: number;
	/** How long to wait for the answer of one attempt. */
	timeoutMs?: number;
	/** How often a GET may be sent; other methods are always sent once. */
	maxAttempts?: number;
};

/** How long one attempt may take unless the request says otherwise. */
const REQUEST_TIMEOUT_MS = 30_000;

const answerSchema = z.object({
	statusCode: z.number(),
	body: z.unknown(),
	headers: z.looseObject({ 'retry-after': z.catch(z.optional(z.string()), undefined) }),
});

type Answer = z.infer<typeof answerSchema>;

async function send(
	context: ApiContext,
	options: IHttpRequestOptions,
): Promise<Answer | { unreachable: string }> {
	try {
		const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			API_CREDENTIAL,
			// A copy, because n8n writes the key into the options that it is given.
			{ ...options, headers: { ...options.headers } },
		);
		return answerSchema.parse(answer);
	} catch (error) {
		return { unreachable: reasonOf(error) };
	}
}

/**
 * Sends one request to the API with the key of the node's credential and gives the body of the
 * answer, unchecked (an empty string where there is none).
 *
 * A GET that meets 429, a 5xx or no answer at all is sent again, with growing waits. Nothing else
 * ever is: the API has no idempotency keys, so a repeated POST could act twice. Redirects are not
 * followed, so that the key goes to no other host.
 *
 * @throws NodeApiError for every answer that is not a 2xx, and when there is none
 */
export async function callApi(context: ApiContext, request: ApiRequest): Promise<unknown> {
	const baseUrl = baseUrlOf(await context.getCredentials(API_CREDENTIAL));
	const { method, path, body, itemIndex } = request;
	const options: IHttpRequestOptions = {
		method,
		url: `${baseUrl}${path}`,
		qs: request.query,
		body,
		json: true,
		headers: Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : {},
		timeout: request.timeoutMs ?? REQUEST_TIMEOUT_MS,
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	const maxAttempts = method === 'GET' ? (request.maxAttempts ?? MAX_ATTEMPTS) : 1;

	for (let attempt = 1; ; attempt++) {
		const answer = await send(context, options);
		if ('statusCode' in answer && answer.statusCode >= 200 && answer.statusCode < 300) {
			return answer.body;
		}
		if (attempt >= maxAttempts || !mayPass(answer) || isCancelled(context)) {
			const failed = { method, path, baseUrl, attempts: attempt, itemIndex };
			throw toNodeApiError(context.getNode(), failed, answer);
		}
		await sleep(
			delayAfter(attempt, 'headers' in answer ? answer.headers['retry-after'] : undefined),
		);
	}
}

const mayPass = (failure: Failure): boolean =>
	!('statusCode' in failure) || isTransient(failure.statusCode);

const isCancelled = (context: ApiContext): boolean =>
	'getExecutionCancelSignal' in context && context.getExecutionCancelSignal()?.aborted === true;
