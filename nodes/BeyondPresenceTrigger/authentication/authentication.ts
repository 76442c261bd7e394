/**
 * Whether a request comes from someone who knows the secret. Plain values in, verdict out; whatever
 * is missing, doubled or malformed is not authentic, and nothing here throws.
 *
 * Beyond Presence signs nothing yet ("HMAC, Bearer tokens coming soon"): until it does, the secret
 * has to ride in the query of the webhook URL.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from '../../shared/schema';

/** In Unicode characters. Shorter ones can be guessed; generated ones have 32 and more. */
export const MIN_SECRET_CHARACTERS = 16;

export const DEFAULT_QUERY_PARAMETER = 'secret';
export const DEFAULT_SIGNATURE_HEADER = 'X-Signature';

/** What every refusal says, so that it does not help anyone to guess. */
export const NOT_AUTHENTIC = 'The request is not authentic.';

const nameOr = (fallback: string) =>
	z.converted(z.withDefault(z.string(), fallback), (name) => name.trim() || fallback);

/** As n8n saves it. A name that is left blank means its default. */
const savedCredential = z.object({
	method: z.enum(['queryParameter', 'bearerToken', 'hmacSha256']),
	secret: z.string(),
	queryParameterName: nameOr(DEFAULT_QUERY_PARAMETER),
	signatureHeader: nameOr(DEFAULT_SIGNATURE_HEADER),
});
export type WebhookCredential = z.infer<typeof savedCredential>;

/** RFC 9110, section 5.6.2. A header of another name can never arrive. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * The credential, or why it lets nobody in, in a sentence for the person who set it up. What
 * activation refuses is refused for each request too, in case it was changed since.
 */
export function readCredential(
	saved: unknown,
): { credential: WebhookCredential } | { problem: string } {
	if (saved === undefined) {
		return {
			problem:
				'The webhook secret cannot be read. Select a Beyond Presence Webhook Secret API credential in this node, or set Authentication to None.',
		};
	}
	const { data: credential } = savedCredential.safeParse(saved);
	if (!credential) {
		return { problem: 'The webhook secret credential is incomplete. Open it and save it again.' };
	}
	const { method, secret, signatureHeader } = credential;
	if (secret.trim() === '') {
		return { problem: 'The webhook secret is empty. Enter one in its credential.' };
	}
	if ([...secret].length < MIN_SECRET_CHARACTERS) {
		return {
			problem: `The webhook secret is too short. It needs at least ${MIN_SECRET_CHARACTERS} characters.`,
		};
	}
	if (method === 'hmacSha256' && !HEADER_NAME.test(signatureHeader)) {
		return { problem: 'The signature header of the webhook secret is not the name of a header.' };
	}
	return { credential };
}

/** What is needed of a request. */
export interface ReceivedRequest {
	/** Path and query as they came, still percent-encoded. */
	url: string;
	/** Names and values by turns, as Node lists them: there, a header that came twice is seen twice. */
	rawHeaders: readonly string[];
	/**
	 * The bytes of the body, which n8n has unpacked where `Content-Encoding` is gzip or deflate: what
	 * is signed is the body before compression. Missing for a form of several parts.
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

/** The only one; nothing where there are several, because then it is not clear which one counts. */
const only = ([first, ...others]: string[]) => (others.length === 0 ? first : undefined);

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** In constant time whatever the lengths, because it is digests that are compared. */
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
 * @param isTest whether the body is a `test` event, which starts nothing. Where the secret rides in
 *   the URL it must be there as well, so that a URL saved without it fails at once; otherwise it
 *   passes, because a browser sends it, which can neither sign nor set a header.
 */
export function isAuthentic(
	request: ReceivedRequest,
	credential: WebhookCredential,
	isTest: boolean,
): boolean {
	switch (credential.method) {
		case 'queryParameter':
			return hasQueryParameter(request, credential);
		case 'bearerToken':
			return isTest || hasBearerToken(request, credential);
		case 'hmacSha256':
			return isTest || hasSignature(request, credential);
	}
}
