import { readCredential } from '../../../nodes/BeyondPresenceTrigger/authentication/credential';
import { keepAll, redactor } from '../../../nodes/BeyondPresenceTrigger/authentication/redact';
import type { WebhookCredential } from '../../../nodes/shared/webhookSecret';

const credentialOf = (saved: object): WebhookCredential => {
	const read = readCredential(saved);
	if (read.kind === 'unusable') throw new Error(read.problem);
	return read.credential;
};

const TOKEN = 'correct-horse-battery-staple';
const ODD = 'a/b&c=d é+100 % and more';
const ENCODED = encodeURIComponent(ODD);
const PATH = '/webhook/some-id/webhook';
const URL_WITH_SECRET = `${PATH}?secret=${ENCODED}`;

const inQuery = credentialOf({ method: 'queryParameter', secret: ODD });
const asBearer = credentialOf({ method: 'bearerToken', secret: TOKEN });
const asHmac = credentialOf({ method: 'hmacSha256', secret: TOKEN });

const inLowerCase = (url: string) => url.replace(/%../g, (escape) => escape.toLowerCase());

describe('no secret is left of', () => {
	it.each([
		['the parameter', { secret: ODD, tag: 'a' }, { secret: '[redacted]', tag: 'a' }],
		['a list', { secret: ['x', ODD] }, { secret: ['x', '[redacted]'] }],
		['a nested value', { a: { b: ODD } }, { a: { b: '[redacted]' } }],
		['a key', { [`x?${ODD}`]: '' }, { 'x?[redacted]': '' }],
		[
			'a repeated URL',
			{ referer: `https://n8n.example${URL_WITH_SECRET}&b=1` },
			{ referer: `https://n8n.example${PATH}?secret=[redacted]&b=1` },
		],
		[
			'a repeated URL with its escapes in lower case',
			{ uri: inLowerCase(URL_WITH_SECRET) },
			{ uri: `${PATH}?secret=[redacted]` },
		],
		[
			'a repeated URL that a proxy wrote in its own way',
			{ uri: `/x?a=1&secret=${ENCODED.replace('%2F', '/').replace('a', '%61')}&b=2` },
			{ uri: '/x?a=1&secret=[redacted]&b=2' },
		],
		[
			'a query written as a form',
			{ query: new URLSearchParams({ secret: ODD }).toString() },
			{ query: 'secret=[redacted]' },
		],
	])('%s', (_, value, expected) => {
		expect(redactor(inQuery, URL_WITH_SECRET)(value)).toEqual(expected);
	});

	it.each([
		['another parameter behind it', '/x?secret=other;b=1', '/x?secret=[redacted];b=1'],
		['a quoted URL', '"/x?secret=other"', '"/x?secret=[redacted]"'],
		['a URL in a tag', "<a href='/x?secret=other'>", "<a href='/x?secret=[redacted]'>"],
		['a list of URLs', '/x?secret=other, /y', '/x?secret=[redacted], /y'],
		['a bare query', 'secret=other', 'secret=[redacted]'],
		['a query behind a semicolon', 'a=1;secret=other', 'a=1;secret=[redacted]'],
		['two URLs', '/x?secret=one /y?secret=two', '/x?secret=[redacted] /y?secret=[redacted]'],
	])('whatever stands behind its parameter, in %s', (_, uri, expected) => {
		expect(redactor(inQuery, URL_WITH_SECRET)({ uri })).toEqual({ uri: expected });
	});

	it('a parameter whose name is written in any way, and of no other parameter', () => {
		const credential = credentialOf({
			method: 'queryParameter',
			secret: TOKEN,
			queryParameterName: 'my.key é',
		});
		const uri = (name: string) => ({ uri: `/x?${name}=other` });
		const redact = redactor(credential, PATH);
		for (const name of ['my.key é', 'my.key+%C3%A9', 'my.key%20%C3%A9']) {
			expect(redact(uri(name))).toEqual({ uri: `/x?${name}=[redacted]` });
		}
		expect(redact(uri('myxkey é'))).toEqual(uri('myxkey é'));
		expect(redact(uri('not-my.key é'))).toEqual(uri('not-my.key é'));
	});

	it('a secret made of the signs of regular expressions, and of nothing else', () => {
		const secret = 'a.b*c+d?e^f$g{h}i(j)k|l[m]n\\o';
		const redact = redactor(credentialOf({ method: 'bearerToken', secret }), PATH);
		expect(redact({ a: `${secret} ${secret}`, b: 'k', c: 'a.b*c' })).toEqual({
			a: '[redacted] [redacted]',
			b: 'k',
			c: 'a.b*c',
		});
	});

	it('a secret in unicode, as Node reads it out of a header', () => {
		const secret = 'Grüße-aus-München';
		const redact = redactor(credentialOf({ method: 'bearerToken', secret }), PATH);
		const inHeader = Buffer.from(secret).toString('latin1');
		expect(redact({ authorization: `Bearer ${inHeader}` })).toEqual({
			authorization: 'Bearer [redacted]',
		});
	});

	it('a spelling that begins with another one', () => {
		const secret = 'sixteen-chars-100%';
		const redact = redactor(credentialOf({ method: 'bearerToken', secret }), PATH);
		expect(redact({ a: encodeURIComponent(secret) })).toEqual({ a: '[redacted]' });
	});

	it('a form whose spaces are percent-encoded', () => {
		const secret = 'sixteen characters long';
		const redact = redactor(credentialOf({ method: 'bearerToken', secret }), PATH);
		expect(redact({ a: 'x sixteen%20characters%20long', b: 'sixteen+characters+long' })).toEqual({
			a: 'x [redacted]',
			b: '[redacted]',
		});
	});

	it.each(['authorization', 'x-forwarded-authorization'])('a token in %s', (header) => {
		const headers = { [header]: `Bearer ${TOKEN}`, other: 'Bearer of something else' };
		expect(redactor(asBearer, PATH)(headers)).toEqual({
			...headers,
			[header]: 'Bearer [redacted]',
		});
	});
});

describe('what is kept:', () => {
	it('a signature, which is no secret', () => {
		const headers = { 'x-signature': 'sha256=00', authorization: 'Bearer of something else' };
		expect(redactor(asHmac, PATH)(headers)).toEqual(headers);
	});

	it('a parameter of that name where the secret does not ride in the query', () => {
		const headers = { referer: '/x?secret=other' };
		expect(redactor(asBearer, PATH)(headers)).toEqual(headers);
	});

	it('what is no text', () => {
		const value = { a: 1, b: null, c: undefined, d: true };
		expect(redactor(inQuery, URL_WITH_SECRET)(value)).toEqual(value);
	});

	it('everything where no secret is asked for', () => {
		const value = { a: TOKEN };
		expect(keepAll(value)).toBe(value);
	});
});
