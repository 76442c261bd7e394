import { NodeApiError, type INode } from 'n8n-workflow';
import * as z from '../schema';
import { subjectOf } from './paths';

/** What went wrong with a request: an answer that is not a success, or no answer at all. */
export type Failure = { statusCode: number; body: unknown } | { unreachable: string };

/** What the messages need to know about the request that failed. */
type FailedRequest = {
	method: string;
	path: string;
	baseUrl: string;
	attempts: number;
	itemIndex?: number;
};

type Explanation = { message: string; description: string };

/** The two shapes in which the API says what is wrong: a text, or one entry for each field (422). */
const errorBodySchema = z.object({
	detail: z.union([
		z.string(),
		z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })),
	]),
});

/** The places that FastAPI names before a field's own name. */
const LOCATIONS = new Set<string | number>(['body', 'query', 'path', 'header']);

/** What FastAPI says of an address without a handler; of a missing object it says which. */
const NO_SUCH_PATH = 'Not Found';

type Complaint = { field: string; msg: string };

function readDetail(body: unknown): { text: string | undefined; complaints: Complaint[] } {
	const parsed = errorBodySchema.safeParse(body);
	if (!parsed.success) return { text: undefined, complaints: [] };
	const { detail } = parsed.data;
	if (typeof detail === 'string') return { text: detail, complaints: [] };
	const complaints = detail.map(({ loc, msg }) => ({
		field: loc.slice(LOCATIONS.has(loc[0] ?? '') ? 1 : 0).join('.'),
		msg,
	}));
	const text = complaints.map(({ field, msg }) => (field ? `${field}: ${msg}` : msg)).join('; ');
	return { text, complaints };
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function explainStatus(request: FailedRequest, statusCode: number, body: unknown): Explanation {
	const { text, complaints } = readDetail(body);
	const { what, id } = subjectOf(request.path);
	const explain = (message: string, advice: string): Explanation => ({
		message,
		description: text === undefined ? advice : `Beyond Presence says: ${sentence(text)} ${advice}`,
	});

	if (statusCode === 401) {
		return explain(
			'Beyond Presence did not accept the API key',
			'Open the credential of this node and enter a valid API key of your Beyond Presence account.',
		);
	}
	if (statusCode === 403) {
		return explain(
			'The API key is not allowed to do this',
			'Check that the credential of this node belongs to the right Beyond Presence account.',
		);
	}
	if (statusCode === 404 && id === undefined && text !== undefined && text !== NO_SUCH_PATH) {
		return explain(
			'Beyond Presence did not find what this node names',
			'Check the IDs in this node, and that they belong to the account of the API key.',
		);
	}
	if (statusCode === 404) {
		return explain(
			id === undefined
				? 'Beyond Presence has no such address'
				: `The ${what} "${id}" was not found`,
			id === undefined
				? `Check the base URL in the credential of this node, which is ${request.baseUrl}.`
				: `Check the ID, and that the ${what} belongs to the account of the API key.`,
		);
	}
	if (statusCode === 422) {
		const [first] = complaints;
		return explain(
			first === undefined || first.field === ''
				? `Beyond Presence did not accept the request${text === undefined ? '' : `: ${text}`}`
				: `Beyond Presence did not accept "${first.field}": ${first.msg}`,
			'Correct the field in this node, then run it again.',
		);
	}
	const unsafe = request.method === 'GET' ? '' : ` ${NOT_REPEATED}`;
	if (statusCode === 429) {
		return explain(
			'Beyond Presence is receiving too many requests',
			`Wait a minute, then run the node again, or turn on "Retry On Fail" in its settings.${unsafe}`,
		);
	}
	if (statusCode >= 500) {
		return explain(
			`Beyond Presence could not process the request (HTTP ${statusCode})`,
			`${attempted(request)}Try again later.${unsafe}`,
		);
	}
	if (statusCode >= 300 && statusCode < 400) {
		return explain(
			`Beyond Presence sent the request to another address (HTTP ${statusCode})`,
			`The API key is not sent there. Check the base URL in the credential of this node, which is ${request.baseUrl}.`,
		);
	}
	return explain(
		`Beyond Presence refused the request (HTTP ${statusCode})`,
		'Check the parameters of this node.',
	);
}

const NOT_REPEATED =
	'The request was not sent again, because it may have been carried out: check before you repeat it.';

const attempted = ({ attempts }: FailedRequest): string =>
	attempts > 1 ? `The request was sent ${attempts} times. ` : '';

/** Says in plain English what failed and what to do about it. Never holds the API key. */
export function explainFailure(request: FailedRequest, failure: Failure): Explanation {
	if ('statusCode' in failure) return explainStatus(request, failure.statusCode, failure.body);
	const unsafe = request.method === 'GET' ? '' : ` ${NOT_REPEATED}`;
	return {
		message: `Could not reach Beyond Presence at ${request.baseUrl}`,
		description: `${sentence(failure.unreachable)} ${attempted(request)}Check the base URL in the credential of this node, and the network of this n8n.${unsafe}`,
	};
}

/** The error that n8n shows for a failed request. */
export function toNodeApiError(
	node: INode,
	request: FailedRequest,
	failure: Failure,
): NodeApiError {
	const { message, description } = explainFailure(request, failure);
	return new NodeApiError(
		node,
		{ message },
		{
			message,
			description,
			httpCode: 'statusCode' in failure ? String(failure.statusCode) : undefined,
			itemIndex: request.itemIndex,
		},
	);
}
