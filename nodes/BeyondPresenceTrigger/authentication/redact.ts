/** Removes the secret from the parts of a request that a raw item shows. */
import type { IDataObject } from 'n8n-workflow';
import type { WebhookCredential } from '../../shared/webhookSecret';
import { queryValues } from './verify';

export type Redact = (value: IDataObject) => IDataObject;

const REDACTED = '[redacted]';

/** For a trigger without authentication. */
export const keepAll: Redact = (value) => value;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** As in the query of a form: only `*-._`, letters and digits stay, a space becomes `+`. */
const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);

/** The ways in which a request may spell a string. */
const spellings = (text: string) => [
	text,
	formEncoded(text),
	formEncoded(text).replaceAll('+', '%20'),
	// Node makes one character of each byte of a header.
	Buffer.from(text).toString('latin1'),
];

/**
 * Proxies repeat the URL in headers (`referer`, `x-original-url`, `x-forwarded-uri`), some of them in
 * another spelling: so the secret is removed everywhere, and so is every value of its parameter.
 */
export function redactor(credential: WebhookCredential, url: string): Redact {
	const { method, secret, queryParameterName: name } = credential;
	const inQuery = method === 'queryParameter';
	const written = [...spellings(secret), ...(inQuery ? queryValues(url, name) : [])];
	// The longest first, so that no part of it remains.
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
