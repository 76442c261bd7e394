/**
 * The JSON in a request's body, whatever its content type says. n8n parses `application/json` before
 * the node runs; a body under another type (a form, text, none) is read here from its bytes, because
 * an event that is refused is lost.
 */
import { reasonOf } from '../../shared/errors';

/** What this needs of the request that n8n hands to a webhook node. */
interface IncomingRequest {
	/** Without parameters: `application/json`. */
	contentType?: string;
	body?: unknown;
	rawBody?: Buffer;
	/** Reads the request into `rawBody`, uncompressed; rejects when it is too large or cut off. */
	readRawBody?: () => Promise<void>;
}

type RequestBody = { body: unknown } | { error: string };

const NOT_JSON = 'The body is not JSON. Send a JSON object with the content type application/json.';

/** Never throws. */
export async function readBody(request: IncomingRequest): Promise<RequestBody> {
	if (request.contentType === 'application/json') return { body: request.body };
	if (request.contentType?.startsWith('multipart/')) return { error: NOT_JSON };
	try {
		if (!request.rawBody) await request.readRawBody?.();
	} catch (error) {
		return { error: `The body could not be read: ${reasonOf(error)}.` };
	}
	const bytes = request.rawBody;
	if (!bytes || bytes.length === 0) return { body: undefined };
	try {
		// Strips a byte order mark, and reads bytes that are not UTF-8 as U+FFFD, as n8n does.
		const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
		return { body };
	} catch {
		return { error: NOT_JSON };
	}
}
