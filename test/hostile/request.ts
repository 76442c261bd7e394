/**
 * Requests as bytes on a socket, because clients of HTTP refuse to send what attackers and broken
 * senders do.
 */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface HostileRequest {
	/** `POST` unless given. */
	method?: string;
	/** Makes the request's target of the right one, which is path and query. */
	target?: (right: string) => string;
	/** `1.1` unless given. */
	httpVersion?: string;
	/** Lines as they go over the wire, added to the usual ones. */
	headers?: string[];
	/** `application/json` unless given; empty for none. */
	type?: string;
	/** Made when it is sent, because some are large. */
	body?: () => Buffer | string;
	/** What the header says; the length of the body unless given, no such header where null. */
	contentLength?: string | null;
	/** The body's bytes are sent in pieces of that size with that pause between, in ms. */
	slowly?: { bytes: number; pauseMs: number };
	/** After the last byte the sender stops: half-closes as "I am done", or breaks the connection. */
	then?: 'wait' | 'half-close' | 'break';
	/** Sent instead of everything above. */
	bytes?: Buffer;
}

interface HostileAnswer {
	/** Or nothing, where the connection ended without an answer. */
	status: number | null;
	text: string;
}

/** In ms. n8n itself waits for a slow sender for much longer. */
const ANSWER_TIMEOUT_MS = 30_000;
/** What a sender that breaks off has sent may arrive before it does. */
const BREAK_AFTER_MS = 200;

function head(request: HostileRequest, url: URL, length: number): string {
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

/** The final answer in what came back, behind any "100 Continue". */
function answerIn(received: Buffer): HostileAnswer {
	const headEnd = received.indexOf('\r\n\r\n');
	const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(received.toString('latin1', 0, 16)) ?? [];
	if (status === undefined || headEnd < 0) return { status: null, text: '' };
	const rest = received.subarray(headEnd + 4);
	if (status === '100') return answerIn(rest);
	const isChunked = /\r\ntransfer-encoding: chunked/i.test(received.toString('latin1', 0, headEnd));
	return { status: Number(status), text: (isChunked ? unchunked(rest) : rest).toString() };
}

/** Sends it, and waits until the server ends the connection or nothing comes any more. Never rejects. */
export async function sendHostile(url: string, request: HostileRequest): Promise<HostileAnswer> {
	const to = new URL(url);
	const body = Buffer.from(request.body?.() ?? '');
	const socket = connect({ host: to.hostname, port: Number(to.port), allowHalfOpen: true });
	const received: Buffer[] = [];
	socket.on('data', (chunk: Buffer) => received.push(chunk));
	const closed = new Promise<void>((resolve) => {
		// The system's error, such as a reset while we still send: the answer may be there already.
		socket
			.once('end', resolve)
			.once('close', resolve)
			.on('error', () => resolve());
	});
	const { slowly, then = 'wait' } = request;
	const isOpen = () => !socket.destroyed && socket.writable;
	if (request.bytes) socket.write(request.bytes);
	else {
		socket.write(head(request, to, body.length));
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
		sleep(ANSWER_TIMEOUT_MS, undefined, { signal: timeout.signal }).catch(() => undefined),
	]);
	timeout.abort();
	socket.destroy();
	return answerIn(Buffer.concat(received));
}
