import {
	readCredential,
	type WebhookCredential,
} from '../../../nodes/BeyondPresenceTrigger/authentication';
import { keepAll, redactor } from '../../../nodes/BeyondPresenceTrigger/redaction';

const credentialOf = (saved: object): WebhookCredential => {
	const read = readCredential(saved);
	if ('problem' in read) throw new Error(read.problem);
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
