import { createHmac } from 'node:crypto';
import { readCredential } from '../../../nodes/BeyondPresenceTrigger/authentication/credential';
import { testWebhookSecret } from '../../../nodes/BeyondPresenceTrigger/authentication/credentialTest';
import {
	isAuthentic,
	type ReceivedRequest,
} from '../../../nodes/BeyondPresenceTrigger/authentication/verify';
import { MIN_SECRET_CHARACTERS, type WebhookCredential } from '../../../nodes/shared/webhookSecret';

const SECRET = 'correct-horse-battery-staple';
const BODY = Buffer.from('{"event_type":"message","call_id":"c"}');
const PATH = '/webhook/some-id/webhook';

const credentialOf = (saved: object): WebhookCredential => {
	const read = readCredential(saved);
	if (read.kind === 'unusable') throw new Error(read.problem);
	return read.credential;
};
const inQuery = credentialOf({ method: 'queryParameter', secret: SECRET });
const asBearer = credentialOf({ method: 'bearerToken', secret: SECRET });
const asHmac = credentialOf({ method: 'hmacSha256', secret: SECRET });

const request = (given: Partial<ReceivedRequest> = {}): ReceivedRequest => ({
	url: PATH,
	rawHeaders: ['Host', 'n8n.example', 'Content-Type', 'application/json'],
	rawBody: BODY,
	...given,
});
const get = (query: string) => request({ url: PATH + query });
const authorization = (...values: string[]) =>
	request({ rawHeaders: values.flatMap((value) => ['Authorization', value]) });
const sign = (body: Uint8Array, secret = SECRET) =>
	createHmac('sha256', secret).update(body).digest('hex');
const signed = (...values: string[]) =>
	request({ rawHeaders: values.flatMap((value) => ['X-Signature', value]) });
const flipped = (text: string) =>
	text.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) ^ 1));

interface Case {
	name: string;
	request: ReceivedRequest;
	credential?: WebhookCredential;
}

describe('a secret in the query lets in', () => {
	const withSecret = (secret: string) => credentialOf({ method: 'queryParameter', secret });
	it.each<Case>([
		{ name: 'the secret', request: get(`?secret=${SECRET}`) },
		{ name: 'the secret between others', request: get(`?a=1&secret=${SECRET}&b=2`) },
		{
			name: 'a secret with spaces, written %20',
			request: get('?secret=sixteen%20characters%20long'),
			credential: withSecret('sixteen characters long'),
		},
		{
			name: 'a secret with spaces, written +',
			request: get('?secret=sixteen+characters+long'),
			credential: withSecret('sixteen characters long'),
		},
		{
			name: 'a secret with every character of a query',
			request: get(`?secret=${encodeURIComponent('a&b=c%20+d?e#f/g;h[]')}`),
			credential: withSecret('a&b=c%20+d?e#f/g;h[]'),
		},
		{
			name: 'a secret in unicode',
			request: get(`?secret=${encodeURIComponent('Grüße aus 北京 🎉 und mehr')}`),
			credential: withSecret('Grüße aus 北京 🎉 und mehr'),
		},
		{
			name: 'a secret with an = that was not percent-encoded',
			request: get('?secret=c2l4dGVlbiBjaGFycw=='),
			credential: withSecret('c2l4dGVlbiBjaGFycw=='),
		},
		{
			name: 'a secret with question marks that were not percent-encoded',
			request: get('?a=1&secret=is-this-a-secret?or-not?'),
			credential: withSecret('is-this-a-secret?or-not?'),
		},
		{
			name: 'a secret with line breaks, percent-encoded or not',
			request: get('?secret=sixteen%0Acharacters\nlong'),
			credential: withSecret('sixteen\ncharacters\nlong'),
		},
		{
			name: 'a secret with percent signs that encode nothing',
			request: get('?secret=100%-sure-of-it-%zz-%2'),
			credential: withSecret('100%-sure-of-it-%zz-%2'),
		},
		{
			name: 'escapes of either case',
			request: get('?secret=sixteen%c3%a9characters%C3%A9'),
			credential: withSecret('sixteenécharactersé'),
		},
		{
			name: 'the secret under a name with spaces around it',
			request: get(`?key=${SECRET}`),
			credential: credentialOf({
				method: 'queryParameter',
				secret: SECRET,
				queryParameterName: ' key ',
			}),
		},
		{
			name: 'the secret under another name',
			request: get(`?my%20key=${SECRET}`),
			credential: credentialOf({
				method: 'queryParameter',
				secret: SECRET,
				queryParameterName: 'my key',
			}),
		},
		{
			name: 'the secret under the usual name where the name is blank',
			request: get(`?secret=${SECRET}`),
			credential: credentialOf({
				method: 'queryParameter',
				secret: SECRET,
				queryParameterName: ' ',
			}),
		},
	])('$name', ({ request, credential = inQuery }) => {
		expect(isAuthentic(request, credential, false)).toBe(true);
	});
});

describe('a secret in the query keeps out', () => {
	it.each<Case>([
		{ name: 'nothing', request: get('') },
		{ name: 'an empty query', request: get('?') },
		{ name: 'an empty parameter', request: get('?secret=') },
		{ name: 'a parameter without a value', request: get('?secret') },
		{ name: 'another secret', request: get('?secret=wrong-horse-battery-staple!') },
		{ name: 'a flipped bit', request: get(`?secret=${flipped(SECRET)}`) },
		{ name: 'a shorter one', request: get(`?secret=${SECRET.slice(0, -1)}`) },
		{ name: 'a longer one', request: get(`?secret=${SECRET}e`) },
		{ name: 'another case', request: get(`?secret=${SECRET.toUpperCase()}`) },
		{ name: 'a trailing space', request: get(`?secret=${SECRET}%20`) },
		{ name: 'a trailing NUL', request: get(`?secret=${SECRET}%00`) },
		{ name: 'the parameter twice', request: get(`?secret=${SECRET}&secret=${SECRET}`) },
		{ name: 'a second one without a value', request: get(`?secret&secret=${SECRET}`) },
		{ name: 'a second, wrong one', request: get(`?secret=${SECRET}&secret=x`) },
		{ name: 'a list', request: get(`?secret[]=${SECRET}`) },
		{ name: 'an object', request: get(`?secret[0]=${SECRET}`) },
		{ name: 'another name', request: get(`?token=${SECRET}`) },
		{ name: 'another case of the name', request: get(`?Secret=${SECRET}`) },
		{ name: 'the secret as a name', request: get(`?${SECRET}`) },
		{ name: 'the secret in a header', request: authorization(`Bearer ${SECRET}`) },
		{
			name: 'other bytes that read as the same text',
			request: get('?secret=sixteen-characters-%FE'),
			credential: credentialOf({ method: 'queryParameter', secret: 'sixteen-characters-\uFFFD' }),
		},
	])('$name', ({ request, credential = inQuery }) => {
		expect(isAuthentic(request, credential, false)).toBe(false);
	});

	it('a test without the secret', () => {
		expect(isAuthentic(get(''), inQuery, true)).toBe(false);
	});
});

describe('a bearer token lets in', () => {
	it.each<Case>([
		{ name: 'the secret', request: authorization(`Bearer ${SECRET}`) },
		{
			name: 'the secret in one of many headers',
			request: request({
				rawHeaders: ['Host', 'n8n.example', 'Authorization', `Bearer ${SECRET}`, 'Accept', '*/*'],
			}),
		},
		{ name: 'more spaces behind the scheme', request: authorization(`Bearer   ${SECRET}`) },
		{
			name: 'a secret with a line break',
			request: authorization('Bearer sixteen\ncharacters-long'),
			credential: credentialOf({ method: 'bearerToken', secret: 'sixteen\ncharacters-long' }),
		},
		{ name: 'the scheme in another case', request: authorization(`bEARER ${SECRET}`) },
		{
			name: 'the header in another case',
			request: request({ rawHeaders: ['authorization', `Bearer ${SECRET}`] }),
		},
		{
			name: 'the bytes of a secret in unicode',
			request: authorization(`Bearer ${Buffer.from('Grüße-aus-München').toString('latin1')}`),
			credential: credentialOf({ method: 'bearerToken', secret: 'Grüße-aus-München' }),
		},
	])('$name', ({ request, credential = asBearer }) => {
		expect(isAuthentic(request, credential, false)).toBe(true);
	});

	it('a test without the secret', () => {
		expect(isAuthentic(request(), asBearer, true)).toBe(true);
	});
});

describe('a bearer token keeps out', () => {
	it.each<Case>([
		{ name: 'no header', request: request() },
		{ name: 'an empty header', request: authorization('') },
		{ name: 'an empty token', request: authorization('Bearer ') },
		{ name: 'the token alone', request: authorization(SECRET) },
		{ name: 'another scheme', request: authorization(`Basic ${SECRET}`) },
		{ name: 'a scheme that only ends the same', request: authorization(`XBearer ${SECRET}`) },
		{ name: 'no space behind the scheme', request: authorization(`Bearer${SECRET}`) },
		{ name: 'a flipped bit', request: authorization(`Bearer ${flipped(SECRET)}`) },
		{ name: 'a shorter one', request: authorization(`Bearer ${SECRET.slice(1)}`) },
		{ name: 'a longer one', request: authorization(`Bearer ${SECRET}${SECRET}`) },
		{
			name: 'the header twice',
			request: authorization(`Bearer ${SECRET}`, `Bearer ${SECRET}`),
		},
		{ name: 'a second, wrong header', request: authorization(`Bearer ${SECRET}`, 'Bearer x') },
		{ name: 'the secret in the query', request: get(`?secret=${SECRET}`) },
		{
			name: 'a header whose value is a name',
			request: request({ rawHeaders: ['X-A', 'Authorization', `Bearer ${SECRET}`, 'b'] }),
		},
	])('$name', ({ request, credential = asBearer }) => {
		expect(isAuthentic(request, credential, false)).toBe(false);
	});
});

describe('a signature lets in', () => {
	it.each<Case>([
		{ name: 'the signature of the body', request: signed(sign(BODY)) },
		{ name: 'the signature behind "sha256="', request: signed(`sha256=${sign(BODY)}`) },
		{ name: 'upper-case digits', request: signed(sign(BODY).toUpperCase()) },
		{
			name: 'the header in another case',
			request: request({ rawHeaders: ['x-SIGNATURE', sign(BODY)] }),
		},
		{
			name: 'another header',
			request: request({ rawHeaders: ['Bey-Signature', sign(BODY)] }),
			credential: credentialOf({
				method: 'hmacSha256',
				secret: SECRET,
				signatureHeader: 'Bey-Signature',
			}),
		},
		{
			name: 'the usual header where its name is blank',
			request: signed(sign(BODY)),
			credential: credentialOf({ method: 'hmacSha256', secret: SECRET, signatureHeader: '' }),
		},
		{
			name: 'a signature made with a secret in unicode',
			request: signed(sign(BODY, 'Grüße-aus-München')),
			credential: credentialOf({ method: 'hmacSha256', secret: 'Grüße-aus-München' }),
		},
		{
			name: 'a signature of no bytes',
			request: { ...signed(sign(Buffer.alloc(0))), rawBody: Buffer.alloc(0) },
		},
	])('$name', ({ request, credential = asHmac }) => {
		expect(isAuthentic(request, credential, false)).toBe(true);
	});

	it('a test without a signature', () => {
		expect(isAuthentic(request(), asHmac, true)).toBe(true);
	});
});

describe('a signature keeps out', () => {
	const withBody = (rawBody: Buffer) => ({ ...signed(sign(BODY)), rawBody });
	it.each<Case>([
		{ name: 'no header', request: request() },
		{ name: 'an empty header', request: signed('') },
		{ name: 'only the prefix', request: signed('sha256=') },
		{ name: 'another prefix', request: signed(`sha1=${sign(BODY)}`) },
		{ name: 'the prefix in upper case', request: signed(`SHA256=${sign(BODY)}`) },
		{ name: 'the prefix twice', request: signed(`sha256=sha256=${sign(BODY)}`) },
		{
			name: 'a flipped bit',
			request: signed(sign(BODY).replace(/^./, (d) => (+`0x${d}` ^ 1).toString(16))),
		},
		{ name: 'a shorter one', request: signed(sign(BODY).slice(0, -2)) },
		{ name: 'a longer one', request: signed(`${sign(BODY)}00`) },
		{ name: 'what is not hexadecimal', request: signed(sign(BODY).replace(/.$/, 'g')) },
		{ name: 'a non-ASCII character', request: signed(`${sign(BODY).slice(0, -1)}é`) },
		{
			name: 'the signature in base64',
			request: signed(Buffer.from(sign(BODY), 'hex').toString('base64')),
		},
		{ name: 'a space before it', request: signed(` ${sign(BODY)}`) },
		{ name: 'a line break behind it', request: signed(`${sign(BODY)}\n`) },
		{ name: 'the header twice', request: signed(sign(BODY), sign(BODY)) },
		{ name: 'two in one header', request: signed(`${sign(BODY)}, ${sign(BODY)}`) },
		{ name: "another secret's signature", request: signed(sign(BODY, `${SECRET}!`)) },
		{ name: 'a hash without the secret', request: signed(sign(BODY, '')) },
		{ name: 'the secret itself', request: signed(SECRET) },
		{
			name: 'a body changed by one byte',
			request: withBody(Buffer.from(BODY.toString().replace('"c"', '"d"'))),
		},
		{
			name: 'the same JSON written otherwise',
			request: withBody(Buffer.from(JSON.stringify(JSON.parse(BODY.toString()), null, 1))),
		},
		{
			name: 'a line break behind the body',
			request: withBody(Buffer.concat([BODY, Buffer.from('\n')])),
		},
		{
			name: 'other bytes that read as the same text',
			request: { ...signed(sign(Buffer.from([0xff]))), rawBody: Buffer.from([0xfe]) },
		},
		{ name: 'a body whose bytes are gone', request: { ...signed(sign(BODY)), rawBody: undefined } },
	])('$name', ({ request, credential = asHmac }) => {
		expect(isAuthentic(request, credential, false)).toBe(false);
	});
});

const LOST =
	"The webhook secret cannot be read. Select a 'Beyond Presence Webhook Secret API' credential in this node, or set 'Authentication' to 'None'.";
const INCOMPLETE = 'The webhook secret credential is incomplete. Open it and save it again.';
const EMPTY = 'The webhook secret is empty. Enter one in its credential.';
const SHORT = 'The webhook secret is too short. It needs at least 16 characters.';

describe('a credential lets nobody in', () => {
	it.each([
		['that is lost', undefined, LOST],
		['that is null', null, INCOMPLETE],
		['without anything', {}, INCOMPLETE],
		['without a method', { secret: SECRET }, INCOMPLETE],
		['with a method of a later version', { method: 'jwt', secret: SECRET }, INCOMPLETE],
		['without a secret', { method: 'bearerToken' }, INCOMPLETE],
		['whose secret is a number', { method: 'bearerToken', secret: 1234567890123456 }, INCOMPLETE],
		['whose secret is empty', { method: 'queryParameter', secret: '' }, EMPTY],
		['whose secret is blank', { method: 'hmacSha256', secret: ' '.repeat(20) }, EMPTY],
		['whose secret has 15 characters', { method: 'queryParameter', secret: 'x'.repeat(15) }, SHORT],
		[
			'whose secret has 15 characters of two code units',
			{ method: 'queryParameter', secret: '🎉'.repeat(15) },
			SHORT,
		],
		[
			'whose signature header can be no header',
			{ method: 'hmacSha256', secret: SECRET, signatureHeader: 'X Signature' },
			"The 'Signature Header' of the webhook secret is not a header name. Use letters, digits and hyphens.",
		],
	])('%s, and says why', (_, saved, problem) => {
		expect(readCredential(saved)).toEqual({ kind: 'unusable', problem });
	});

	it.each(["!#$%&'*+.^_`|~", 'az-AZ-09'])('unless its header is one like %s', (signatureHeader) => {
		const saved = { method: 'hmacSha256', secret: SECRET, signatureHeader };
		expect(readCredential(saved)).toEqual({
			kind: 'credential',
			credential: { ...saved, queryParameterName: 'secret' },
		});
	});

	it('unless it is a signature header of another method that can be no header', () => {
		const saved = { method: 'bearerToken', secret: SECRET, signatureHeader: 'X Signature' };
		expect(readCredential(saved)).toHaveProperty('credential');
	});

	it(`unless its secret has ${MIN_SECRET_CHARACTERS} characters`, () => {
		const saved = { method: 'queryParameter', secret: 'x'.repeat(MIN_SECRET_CHARACTERS) };
		expect(readCredential(saved)).toHaveProperty('credential');
	});
});

describe('the credential test', () => {
	it.each([
		['a secret in the query', { method: 'queryParameter', secret: 'Grüße & mehr + 100 %' }],
		['a bearer token', { method: 'bearerToken', secret: SECRET }],
		['a secret to sign with', { method: 'hmacSha256', secret: 'Grüße & mehr + 100 %' }],
	])('passes for %s', (_, saved) => {
		expect(testWebhookSecret(saved).status).toBe('OK');
	});

	it.each([
		['a short secret', { method: 'queryParameter', secret: 'fifteen-chars-x' }, SHORT],
		[
			'a line break at the end',
			{ method: 'hmacSha256', secret: `${SECRET}\n` },
			/begins or ends with a space/,
		],
		[
			'a line break inside',
			{ method: 'hmacSha256', secret: 'a\nb'.repeat(9) },
			/control character/,
		],
		['a bearer token in unicode', { method: 'bearerToken', secret: 'Grüße-aus-München' }, /A to Z/],
		[
			'a bearer token with spaces',
			{ method: 'bearerToken', secret: 'a b c d e f g h i' },
			/spaces/,
		],
		[
			'a parameter name with its punctuation',
			{ method: 'queryParameter', secret: SECRET, queryParameterName: '?secret=' },
			/^The 'Query Parameter Name' contains '\?', '&' or '='\. Enter the name alone/,
		],
	])('fails for %s without showing the secret', (_, saved, message) => {
		const result = testWebhookSecret(saved);
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		expect(result.message).not.toContain(saved.secret);
	});
});
