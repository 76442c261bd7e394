/**
 * The JSON in a request's body, under any content type. n8n parses `application/json` before the
 * node runs; under another type (a form, text, none) the bytes are parsed here, because a refused
 * event is lost.
 */
import { reasonOf } from '../../shared/errors';

/** The parts of n8n's request object that are used here. */
interface IncomingRequest {
	/** Without parameters: `application/json`. */
	contentType?: string;
	body?: unknown;
	rawBody?: Buffer;
	/** Reads the request into `rawBody`, uncompressed; rejects when it is too large or cut off. */
	readRawBody?: () => Promise<void>;
}

type RequestBody = { kind: 'json'; body: unknown } | { kind: 'unreadable'; error: string };

const json = (body: unknown): RequestBody => ({ kind: 'json', body });
const unreadable = (error: string): RequestBody => ({ kind: 'unreadable', error });

const NOT_JSON = 'The body is not JSON. Send a JSON object with the content type application/json.';

/** Never throws. */
export async function readBody(request: IncomingRequest): Promise<RequestBody> {
	if (request.contentType === 'application/json') return json(request.body);
	if (request.contentType?.startsWith('multipart/')) return unreadable(NOT_JSON);
	try {
		if (!request.rawBody) await request.readRawBody?.();
	} catch (error) {
		return unreadable(`The body could not be read: ${reasonOf(error)}.`);
	}
	const bytes = request.rawBody;
	if (!bytes || bytes.length === 0) return json(undefined);
	try {
		// Strips a byte order mark, and reads bytes that are not UTF-8 as U+FFFD, as n8n does.
		return json(JSON.parse(new TextDecoder().decode(bytes)));
	} catch {
		return unreadable(NOT_JSON);
	}
}
