/**
 * Whether a request comes from someone who knows the secret. Plain values in, verdict out; anything
 * missing, doubled or malformed is not authentic, and nothing here throws.
 *
 * Beyond Presence signs nothing yet ("HMAC, Bearer tokens coming soon"): until it does, the secret
 * has to be in the query of the webhook URL.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookCredential } from '../../shared/webhookSecret';

/** The parts of a request that authentication needs. */
export interface ReceivedRequest {
	/** Path and query as they came, still percent-encoded. */
	url: string;
	/** Names and values alternately, as Node lists them: a header sent twice appears twice. */
	rawHeaders: readonly string[];
	/**
	 * The bytes of the body, which n8n has unpacked where `Content-Encoding` is gzip or deflate: what
	 * is signed is the body before compression. Missing for a multipart form.
	 */
	rawBody?: Uint8Array;
}

/** Strings that Node made of bytes hold one byte in each character. */
const bytesOf = (received: string) => Buffer.from(received, 'latin1');

/** Undoes the encoding of a query down to the bytes: as text, "%FF" and "%FE" would be the same. */
const decoded = (encoded: string) =>
	bytesOf(
		encoded
			.replaceAll('+', ' ')
			.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
	);

/** The values of a query parameter as they came, still percent-encoded. */
export function queryValues(url: string, name: string): string[] {
	const [, ...query] = url.split('?');
	const wanted = Buffer.from(name);
	return query
		.join('?')
		.split('&')
		.map((pair) => /^([^=]*)=?(.*)$/s.exec(pair) ?? [])
		.filter(([, key = '']) => decoded(key).equals(wanted))
		.map(([, , value = '']) => value);
}

function headerValues(rawHeaders: readonly string[], name: string): string[] {
	const wanted = name.toLowerCase();
	return rawHeaders.filter(
		(_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === wanted,
	);
}

/** The only one; `undefined` if there are several, because then it is unclear which one counts. */
const only = ([first, ...others]: string[]) => (others.length === 0 ? first : undefined);

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** In constant time for any lengths, because digests are compared. */
const isSame = (one: Uint8Array, other: Uint8Array) => timingSafeEqual(digest(one), digest(other));

function hasQueryParameter({ url }: ReceivedRequest, credential: WebhookCredential): boolean {
	const value = only(queryValues(url, credential.queryParameterName));
	return value !== undefined && isSame(decoded(value), Buffer.from(credential.secret));
}

function hasBearerToken({ rawHeaders }: ReceivedRequest, { secret }: WebhookCredential): boolean {
	const value = only(headerValues(rawHeaders, 'authorization'));
	// RFC 9110, section 11.1: the name of the scheme is written in any case.
	const [, token] = /^bearer +(.*)$/is.exec(value ?? '') ?? [];
	return token !== undefined && isSame(bytesOf(token), Buffer.from(secret));
}

function hasSignature(request: ReceivedRequest, credential: WebhookCredential): boolean {
	const { rawHeaders, rawBody } = request;
	const value = only(headerValues(rawHeaders, credential.signatureHeader));
	const [, signature] = /^(?:sha256=)?([0-9a-fA-F]{64})$/.exec(value ?? '') ?? [];
	if (signature === undefined || !rawBody) return false;
	const expected = createHmac('sha256', credential.secret).update(rawBody).digest();
	return isSame(Buffer.from(signature, 'hex'), expected);
}

/**
 * @param isPing whether the body is a `test` event, which starts no execution. With the secret in
 *   the URL it needs the secret too, so that saving a URL without it fails immediately; with the
 *   other methods it passes, because a browser sends it, which can neither sign nor set a header.
 */
export function isAuthentic(
	request: ReceivedRequest,
	credential: WebhookCredential,
	isPing: boolean,
): boolean {
	switch (credential.method) {
		case 'queryParameter':
			return hasQueryParameter(request, credential);
		case 'bearerToken':
			return isPing || hasBearerToken(request, credential);
		case 'hmacSha256':
			return isPing || hasSignature(request, credential);
	}
}
