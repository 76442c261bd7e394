import {
	NodeOperationError,
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
import { API_CREDENTIAL, apiKeyOf, baseUrlOf } from './credential';
import { toNodeApiError } from './failures';
import { isOlderServer, isUnknownPath, olderPath, rememberServer } from './names';
import { delayAfter, mayRepeat, MAX_ATTEMPTS } from './retry';

/** The contexts of n8n that can call the API: actions, pickers, polls and webhooks. */
export type ApiContext =
	IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

export type ApiRequest = {
	method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
	/** From the root of the API, by its current name, for example `/v1/conversations`. */
	path: string;
	query?: IDataObject;
	/** Bytes are sent as they are, anything else as JSON. */
	body?: IDataObject | Buffer;
	/** The input item on whose behalf the request is sent, for the error. */
	itemIndex?: number;
	/** How long one attempt may take, to the last byte of its response. */
	timeoutMs?: number;
	/** How often the request may be sent, if it may be repeated at all. */
	maxAttempts?: number;
	/** When all attempts and the waits between them must be over, in ms since 1970. */
	deadline?: number;
	/** Sends it even if the execution was cancelled meanwhile, to clean up. */
	evenIfCancelled?: boolean;
};

/** How long one attempt may take unless the request says otherwise. */
const REQUEST_TIMEOUT_MS = 30_000;

const responseSchema = z.object({
	statusCode: z.number(),
	body: z.unknown(),
	headers: z.looseObject({ 'retry-after': z.catch(z.optional(z.string()), undefined) }),
});

type Response = { statusCode: number; body: unknown; retryAfter: string | undefined };

/** The signal of n8n's Stop button; only executions have one. */
const cancelSignalOf = (context: ApiContext): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

/** Whether the execution was cancelled, so that no further requests should be sent. */
export const isCancelled = (context: ApiContext): boolean =>
	cancelSignalOf(context)?.aborted === true;

/** @throws NodeOperationError if the execution was cancelled */
function stopIfCancelled(context: ApiContext, itemIndex?: number): void {
	if (!isCancelled(context)) return;
	throw new NodeOperationError(context.getNode(), 'The execution was cancelled', { itemIndex });
}

/**
 * The context with another cancel signal. n8n puts the signal of its execution in the place of the
 * one in the options of a request, so this is the only way to end a request of an action in time.
 */
function withCancelSignal(context: ApiContext, signal: AbortSignal): ApiContext {
	if (!('getExecutionCancelSignal' in context)) return context;
	const ending: ApiContext = Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	});
	return ending;
}

/**
 * Sends a request once. n8n's own `timeout` watches for silence only, and a response that arrives
 * byte by byte is never silent, so a signal ends the request, and closes its connection.
 */
async function send(
	context: ApiContext,
	options: IHttpRequestOptions,
	timeoutMs: number,
	cancelled?: AbortSignal,
): Promise<Response | { unreachable: string }> {
	const tooLate = AbortSignal.timeout(timeoutMs);
	const signal = cancelled ? AbortSignal.any([tooLate, cancelled]) : tooLate;
	let response: unknown;
	try {
		response = await context.helpers.httpRequestWithAuthentication.call(
			withCancelSignal(context, signal),
			API_CREDENTIAL,
			// A copy, because n8n writes the key into the options that it is given.
			{ ...options, headers: { ...options.headers }, abortSignal: signal },
		);
	} catch (error) {
		const unreachable = tooLate.aborted
			? `There was no complete response within ${timeoutMs / 1000} seconds`
			: reasonOf(error);
		return { unreachable };
	}
	const { statusCode, body, headers } = responseSchema.parse(response);
	return { statusCode, body, retryAfter: headers['retry-after'] };
}

/** Waits, or until the execution is cancelled. */
async function pause(ms: number, cancelled?: AbortSignal): Promise<void> {
	if (!cancelled) return await sleep(ms);
	const waiting = new AbortController();
	const isOver = new Promise<void>((resolve) =>
		cancelled.addEventListener('abort', () => resolve(), { once: true, signal: waiting.signal }),
	);
	await Promise.race([sleep(ms), isOver]);
	waiting.abort();
}

const isSuccess = (statusCode: number): boolean => statusCode >= 200 && statusCode < 300;

/** Sends a request once by the name of its path that the server has; a wrong guess costs one more. */
async function sendByName(
	context: ApiContext,
	request: ApiRequest,
	baseUrl: string,
	cancelled?: AbortSignal,
): Promise<Response | { unreachable: string }> {
	const { method, path, query, body, deadline = Infinity } = request;
	const older = olderPath(method, path);
	const sendTo = async (path: string) => {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			qs: query,
			body,
			json: true,
			headers: Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : {},
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		};
		const timeoutMs = Math.min(request.timeoutMs ?? REQUEST_TIMEOUT_MS, deadline - Date.now());
		return await send(context, options, Math.max(1, timeoutMs), cancelled);
	};
	if (older === undefined) return await sendTo(path);

	const first = isOlderServer(baseUrl, Date.now()) ? 'older' : 'current';
	const outcome = await sendTo(first === 'older' ? older : path);
	if (!isUnknownPath(outcome)) return outcome;
	const other = await sendTo(first === 'older' ? path : older);
	if ('statusCode' in other && other.statusCode < 500) {
		rememberServer(baseUrl, first === 'current' && !isUnknownPath(other), Date.now());
	}
	return other;
}

/**
 * Sends one request to the API with the key of the node's credential and returns the body of the
 * response, unchecked (an empty string if there is none).
 *
 * A GET, a DELETE or a PUT that meets 429, a 5xx or no response at all is sent again, a POST or a
 * PATCH only after 429; the waits grow, or are as long as the API asks for ({@link delayAfter}). If
 * the server does not know the current name of a path, it is asked for the older one. Redirects
 * are not followed, so that the key goes to no other host.
 *
 * @throws NodeApiError for every response that is not a 2xx, and if there is none in time
 * @throws NodeOperationError if the execution was cancelled
 */
export async function callApi(context: ApiContext, request: ApiRequest): Promise<unknown> {
	const { method, path, itemIndex, deadline, maxAttempts = MAX_ATTEMPTS } = request;
	const credentials = await context.getCredentials(API_CREDENTIAL);
	const baseUrl = baseUrlOf(credentials);
	const cancelled = request.evenIfCancelled ? undefined : cancelSignalOf(context);
	/** Whether an attempt that failed may have been carried out. */
	let maybeDone = false;

	for (let attempt = 1; ; attempt++) {
		if (cancelled) stopIfCancelled(context, itemIndex);
		const outcome = await sendByName(context, request, baseUrl, cancelled);
		if ('statusCode' in outcome && isSuccess(outcome.statusCode)) return outcome.body;
		if (cancelled) stopIfCancelled(context, itemIndex);
		const failed: Partial<Response> = 'statusCode' in outcome ? outcome : {};
		// An earlier attempt deleted it, and only its response was lost.
		if (method === 'DELETE' && failed.statusCode === 404 && maybeDone) return '';
		maybeDone ||= failed.statusCode === undefined || failed.statusCode >= 500;
		const mayTryAgain = attempt < maxAttempts && mayRepeat(method, failed);
		const delayMs = mayTryAgain ? delayAfter(attempt, failed, Date.now(), deadline) : undefined;
		if (delayMs === undefined) {
			const about = { method, path, baseUrl, attempts: attempt, itemIndex };
			throw toNodeApiError(context.getNode(), about, outcome, apiKeyOf(credentials));
		}
		await pause(delayMs, cancelled);
	}
}
