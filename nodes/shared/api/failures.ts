/** Says in plain English what failed, and what to do about it. Messages never contain the API key. */
import { NodeApiError, type INode } from 'n8n-workflow';
import { safeForLog } from '../errors';
import { isUnknownPath } from './names';
import { subjectOf } from './paths';
import { readReason } from './reason';
import { askedDelay, LONGEST_ASKED_DELAY_MS } from './retry';

/** What went wrong with a request: a response that is not a success, or no response at all. */
export type Failure =
	{ statusCode: number; body: unknown; retryAfter?: string } | { unreachable: string };

/** What the messages need to know about the request that failed. */
type FailedRequest = {
	method: string;
	path: string;
	baseUrl: string;
	attempts: number;
	itemIndex?: number;
};

/** The title and the text of the error, and whether the title already gives the API's reason. */
type Explanation = { message: string; advice: string; saysReason?: boolean };

const NOT_REPEATED =
	"The request wasn't retried because it may have succeeded. Check before running it again.";
const NOT_DONE = 'The request was not carried out.';
const STUDIO = 'bey.studio/settings';

const checkBaseUrl = ({ baseUrl }: FailedRequest): string =>
	`Check the base URL in the credential of this node, which is ${baseUrl}.`;

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Requests that start something, of which a plan allows only so many at the same time. */
const startsSession = ({ method, path }: FailedRequest): boolean =>
	method === 'POST' && (path === '/v1/livekit-rooms' || path === '/v1/sessions');

const afterFailure = ({ method, attempts }: FailedRequest): string => {
	if (method === 'POST' || method === 'PATCH') return ` ${NOT_REPEATED}`;
	return attempts > 1 ? ` The request was sent ${attempts} times.` : '';
};

function explainMissing(request: FailedRequest, failure: { statusCode: number; body: unknown }) {
	const { what, id } = subjectOf(request.path);
	/** The API says which object is missing; a server without such a path, or a proxy, does not. */
	const saysObject = !isUnknownPath(failure) && readReason(failure.body).text !== undefined;
	if (id !== undefined) {
		const advice = `Check the ID, and that the ${what} belongs to the account of the API key.`;
		return {
			message: `The ${what} "${safeForLog(id)}" was not found`,
			advice: saysObject ? advice : `${advice} ${checkBaseUrl(request)}`,
		};
	}
	if (saysObject) {
		return {
			message: 'Beyond Presence did not find an object named in this node',
			advice: 'Check the IDs in this node, and that they belong to the account of the API key.',
		};
	}
	const advice = checkBaseUrl(request);
	return request.path === '/v1/usage'
		? { message: 'This Beyond Presence API has no usage report', advice }
		: { message: `Beyond Presence has no path ${request.path}`, advice };
}

function explainRejected(body: unknown): Explanation {
	const { text, complaints } = readReason(body);
	const [first, ...others] = complaints;
	const advice = 'Fix the field in this node, then run it again.';
	if (first === undefined || first.field === '') {
		const why = text === undefined ? '' : `: ${text}`;
		return { message: `Beyond Presence rejected the request${why}`, advice, saysReason: true };
	}
	const also = others.map(({ field, text }) => `Also rejected: '${field}': ${sentence(text)} `);
	return {
		message: `Beyond Presence rejected '${first.field}': ${first.text}`,
		advice: `${also.join('')}${advice}`,
		saysReason: true,
	};
}

function explainForbidden(request: FailedRequest): Explanation {
	if (request.path === '/v1/usage') {
		return {
			message: 'This API key may not read the usage',
			advice: 'Use an API key of the default workspace of your Beyond Presence organization.',
		};
	}
	const plan =
		request.path === '/v1/livekit-rooms' ? 'Creating calls needs the Growth plan or above. ' : '';
	return {
		message: "Your Beyond Presence plan or API key doesn't allow this",
		advice: `${plan}Check your plan in Studio (${STUDIO}), and that the credential of this node has an API key of the right workspace.`,
	};
}

/** For how long the API asks to wait, if that is known. */
function waitText(retryAfter: string | undefined): string {
	const ms = askedDelay(retryAfter, Date.now());
	if (ms === undefined || ms === 0) return 'Wait a minute, then run the node again.';
	const seconds = Math.ceil(ms / 1000);
	const time = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
	const tooLong = ms > LONGEST_ASKED_DELAY_MS ? ', longer than a node should wait' : '';
	return `Beyond Presence asks to wait ${time}${tooLong}. Then run the node again.`;
}

function explainTooMany(request: FailedRequest, retryAfter: string | undefined): Explanation {
	const isRead = request.method === 'GET';
	const wait = waitText(retryAfter);
	if (startsSession(request)) {
		return {
			message: "Beyond Presence can't start another session now",
			advice: `Either all sessions that your plan allows at the same time are in use, or too many requests were sent. ${NOT_DONE} Wait for a running session to end, or upgrade the plan in Studio (${STUDIO}). ${wait}`,
		};
	}
	return {
		message: 'Beyond Presence is receiving too many requests',
		advice: isRead ? wait : `${NOT_DONE} ${wait}`,
	};
}

function explainStatus(
	request: FailedRequest,
	failure: { statusCode: number; body: unknown; retryAfter?: string },
): Explanation {
	const { statusCode, body, retryAfter } = failure;
	if (statusCode === 400) {
		const message = 'Beyond Presence rejected a value of this node';
		return { message, advice: 'Check the parameters of this node, then run it again.' };
	}
	if (statusCode === 401) {
		return {
			message: 'Beyond Presence rejected the API key',
			advice: `Open the credential of this node and enter an API key from Studio (${STUDIO}).`,
		};
	}
	if (statusCode === 402) {
		return {
			message: 'The usage limit of your Beyond Presence plan is reached',
			advice: `Upgrade the plan in Studio (${STUDIO}), or wait for the next billing period. Until then every attempt fails.`,
		};
	}
	if (statusCode === 403) return explainForbidden(request);
	if (statusCode === 404) return explainMissing(request, failure);
	if (statusCode === 422) return explainRejected(body);
	if (statusCode === 429) return explainTooMany(request, retryAfter);
	if (statusCode >= 500) {
		return {
			message: `Beyond Presence could not process the request (HTTP ${statusCode})`,
			advice: `Try again later.${afterFailure(request)}`,
		};
	}
	if (statusCode >= 300 && statusCode < 400) {
		return {
			message: `Beyond Presence redirected the request to another address (HTTP ${statusCode})`,
			advice: `The API key isn't sent there. ${checkBaseUrl(request)}`,
		};
	}
	return {
		message: `Beyond Presence refused the request (HTTP ${statusCode})`,
		advice: 'Check the parameters of this node.',
	};
}

/** The title and the text of the error for a failed request. */
export function explainFailure(
	request: FailedRequest,
	failure: Failure,
): { message: string; description: string } {
	if (!('statusCode' in failure)) {
		const why = sentence(safeForLog(failure.unreachable));
		return {
			message: `Could not reach Beyond Presence at ${safeForLog(request.baseUrl)}`,
			description: `${why} Check the base URL in the credential of this node, and the network of this n8n.${afterFailure(request)}`,
		};
	}
	const { message, advice, saysReason } = explainStatus(request, failure);
	const { text } = readReason(failure.body);
	const reason = text === undefined || saysReason ? '' : `Beyond Presence says: ${sentence(text)} `;
	return { message, description: `${reason}${advice}` };
}

/** The error that n8n shows for a failed request, without the API key, which a response may repeat. */
export function toNodeApiError(
	node: INode,
	request: FailedRequest,
	failure: Failure,
	apiKey: string,
): NodeApiError {
	const explained = explainFailure(request, failure);
	const withoutKey = (text: string) => (apiKey === '' ? text : text.replaceAll(apiKey, '***'));
	const message = withoutKey(explained.message);
	const description = withoutKey(explained.description);
	const httpCode = 'statusCode' in failure ? String(failure.statusCode) : undefined;
	return new NodeApiError(
		node,
		{ message },
		{ message, description, httpCode, itemIndex: request.itemIndex },
	);
}
