/**
 * Requests as bytes on a socket: attackers and broken senders send what HTTP clients refuse to send,
 * such as a header twice.
 */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RawRequest {
	/** `POST` unless given. */
	method?: string;
	/** Makes the target of the request from the right one, which is path and query. */
	target?: (right: string) => string;
	/** `1.1` unless given. */
	httpVersion?: string;
	/** Lines as they go over the wire, added to the usual ones. */
	headers?: string[];
	/** `application/json` unless given; empty for none. */
	type?: string;
	/** Made when it is sent, because some are large. */
	body?: () => Buffer | string;
	/** The value of that header; the length of the body unless given, no such header if null. */
	contentLength?: string | null;
	/** The body's bytes are sent in pieces of that size with that pause between, in ms. */
	slowly?: { bytes: number; pauseMs: number };
	/** After the last byte the sender stops: half-closes as "I am done", or breaks the connection. */
	then?: 'wait' | 'half-close' | 'break';
	/** Sent instead of everything above. */
	bytes?: Buffer;
}

interface RawResponse {
	/** `null` if the connection ended without a response. */
	status: number | null;
	text: string;
}

/** In ms. n8n itself waits for a slow sender for much longer. */
const RESPONSE_TIMEOUT_MS = 30_000;
/** So that the bytes of a sender that breaks off arrive before it does. */
const BREAK_AFTER_MS = 200;

function head(request: RawRequest, url: URL, length: number): string {
	const { method = 'POST', target = (right: string) => right, httpVersion = '1.1' } = request;
	const { type = 'application/json', contentLength = String(length), headers = [] } = request;
	return [
		`${method} ${target(url.pathname + url.search)} HTTP/${httpVersion}`,
		`Host: ${url.host}`,
		'Connection: close',
		...(type === '' ? [] : [`Content-Type: ${type}`]),
		...(contentLength === null ? [] : [`Content-Length: ${contentLength}`]),
		...headers,
		'\r\n',
	].join('\r\n');
}

function unchunked(body: Buffer): Buffer {
	const pieces: Buffer[] = [];
	for (let rest = body; rest.length > 0;) {
		const lineEnd = rest.indexOf('\r\n');
		const size = parseInt(rest.subarray(0, lineEnd).toString('latin1'), 16);
		if (lineEnd < 0 || !(size > 0)) break;
		pieces.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
		rest = rest.subarray(lineEnd + 2 + size + 2);
	}
	return Buffer.concat(pieces);
}

/** The final response in the received bytes, after any "100 Continue". */
function responseIn(received: Buffer): RawResponse {
	const headEnd = received.indexOf('\r\n\r\n');
	const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(received.toString('latin1', 0, 16)) ?? [];
	if (status === undefined || headEnd < 0) return { status: null, text: '' };
	const rest = received.subarray(headEnd + 4);
	if (status === '100') return responseIn(rest);
	const isChunked = /\r\ntransfer-encoding: chunked/i.test(received.toString('latin1', 0, headEnd));
	return { status: Number(status), text: (isChunked ? unchunked(rest) : rest).toString() };
}

/** Sends it, and waits until the server ends the connection or no more bytes come. Never rejects. */
export async function sendRaw(url: string, request: RawRequest): Promise<RawResponse> {
	const to = new URL(url);
	const body = Buffer.from(request.body?.() ?? '');
	const socket = connect({ host: to.hostname, port: Number(to.port), allowHalfOpen: true });
	const received: Buffer[] = [];
	socket.on('data', (chunk: Buffer) => received.push(chunk));
	const closed = new Promise<void>((resolve) => {
		// The system's error, such as a reset while we still send: the response may be there already.
		socket
			.once('end', resolve)
			.once('close', resolve)
			.on('error', () => resolve());
	});
	const { slowly, then = 'wait' } = request;
	const isOpen = () => !socket.destroyed && socket.writable;
	if (request.bytes) socket.write(request.bytes);
	else {
		// Bytes above 127 as they are.
		socket.write(head(request, to, body.length), 'latin1');
		const size = slowly?.bytes ?? Math.max(1, body.length);
		for (let sent = 0; sent < body.length && isOpen(); sent += size) {
			socket.write(body.subarray(sent, sent + size));
			if (slowly) await sleep(slowly.pauseMs);
		}
	}
	if (then === 'half-close') socket.end();
	if (then === 'break') {
		await sleep(BREAK_AFTER_MS);
		socket.resetAndDestroy();
	}
	const timeout = new AbortController();
	await Promise.race([
		closed,
		sleep(RESPONSE_TIMEOUT_MS, undefined, { signal: timeout.signal }).catch(() => undefined),
	]);
	timeout.abort();
	socket.destroy();
	return responseIn(Buffer.concat(received));
}
