/** How long one request to n8n may take, in ms; one that is busy with executions takes its time. */
const REQUEST_TIMEOUT_MS = 60_000;
/** How much of an unexpected response an error quotes, in characters. */
const QUOTED_RESPONSE_CHARACTERS = 500;

/** A response of n8n other than 2xx. */
export class N8nApiError extends Error {
	constructor(
		request: string,
		readonly status: number,
		text: string,
	) {
		super(`${request} got ${status}: ${text.slice(0, QUOTED_RESPONSE_CHARACTERS)}`);
		this.name = 'N8nApiError';
	}
}

export interface JsonRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	url: string;
	headers?: Record<string, string>;
	body?: unknown;
}

/** Sends JSON, and returns the response and its JSON. Throws an N8nApiError unless it is 2xx. */
export async function requestJson(
	request: JsonRequest,
): Promise<{ response: Response; json: unknown }> {
	const { method, url, headers, body } = request;
	const response = await fetch(url, {
		method,
		headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
		...(body !== undefined && { body: JSON.stringify(body) }),
		signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
	});
	const text = await response.text();
	if (!response.ok) throw new N8nApiError(`${method} ${url}`, response.status, text);
	const json: unknown = text === '' ? null : JSON.parse(text);
	return { response, json };
}
