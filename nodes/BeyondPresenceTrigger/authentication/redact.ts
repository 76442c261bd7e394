/** Takes the secret out of what a raw item shows of the request that carried it. */
import type { IDataObject } from 'n8n-workflow';
import { queryValues, type WebhookCredential } from './authentication';

export type Redact = (value: IDataObject) => IDataObject;

const REDACTED = '[redacted]';

/** Where no secret is asked for. */
export const keepAll: Redact = (value) => value;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** As in the query of a form: only `*-._`, letters and digits stay, a space becomes `+`. */
const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);

/** The ways to write a text that a request may have gone through. */
const spellings = (text: string) => [
	text,
	formEncoded(text),
	formEncoded(text).replaceAll('+', '%20'),
	// Node makes one character of each byte of a header.
	Buffer.from(text).toString('latin1'),
];

/**
 * Proxies repeat the URL in headers (`referer`, `x-original-url`, `x-forwarded-uri`), some of them in
 * another spelling: so the secret goes wherever it stands, and whatever stands behind its parameter.
 */
export function redactor(credential: WebhookCredential, url: string): Redact {
	const { method, secret, queryParameterName: name } = credential;
	const inQuery = method === 'queryParameter';
	const written = [...spellings(secret), ...(inQuery ? queryValues(url, name) : [])];
	// The longest first, so that no rest of it is left.
	const longestFirst = [...new Set(written)].sort((a, b) => b.length - a.length);
	const anySpelling = new RegExp(longestFirst.map(escaped).join('|'), 'gi');
	const names = [...new Set(spellings(name))].map(escaped).join('|');
	const behindName = new RegExp(`((?:^|[?&;])(?:${names})=)[^&;,\\s"'<>]+`, 'g');

	const redactText = (text: string) => {
		const withoutSecret = text.replace(anySpelling, REDACTED);
		return inQuery ? withoutSecret.replace(behindName, `$1${REDACTED}`) : withoutSecret;
	};
	const redactAny = (value: IDataObject[string]): IDataObject[string] => {
		if (typeof value === 'string') return redactText(value);
		if (Array.isArray(value)) return value.map(redactAny) as typeof value;
		if (typeof value === 'object' && value !== null) return redact(value as IDataObject);
		return value;
	};
	const redact: Redact = (object) =>
		Object.fromEntries(
			Object.entries(object).map(([key, value]) => [redactText(key), redactAny(value)]),
		);
	return redact;
}
