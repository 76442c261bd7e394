/**
 * Who is admitted: each case is one request, its response and its executions. Every refusal is 401 with
 * the same words and no execution, and no log or execution contains a secret.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { itemsOf } from '../support/n8n/execution';
import { productionUrl } from '../support/n8n/workflow';
import {
	changeSecret,
	createSecret,
	deleteSecret,
	testSecret,
	type SavedCredential,
	type WebhookSecret,
} from '../support/n8n/credentials';
import { post } from '../support/events/post';
import { TRIGGER, triggerWorkflow } from '../support/n8n/listener';
import { sendRaw } from '../support/events/rawRequest';
import { IGNORED } from '../../nodes/BeyondPresenceTrigger/request/responses';
import {
	EMPTY_OK,
	ignored,
	NO_EVENT_TYPE,
	NOT_AUTHENTIC,
	NOT_JSON,
	NOT_SELECTED,
	TEST_OK,
	type ExpectedResponse,
} from '../support/events/responses';
import { useTestN8n, VERSIONS } from '../support/n8n/testN8n';
import { capturedMessage, unknownEvent } from '../support/samples/payloads';

const SECRET = 'correct-horse-battery-staple';
const OTHER_SECRET = 'another-horse-another-staple';
const ODD_SECRET = 'a&b=c d+e%f/g?h#i Grüße 北京 🎉';

const EVENT = Buffer.from(JSON.stringify(capturedMessage));
const UNSELECTED = Buffer.from(JSON.stringify(unknownEvent));
const TEST = Buffer.from('{"event_type":"test"}');
const NO_EVENT = Buffer.from('{}');
const MULTIPART = 'multipart/form-data; boundary=x';
const PARTS = Buffer.from(
	'--x\r\nContent-Disposition: form-data; name="event_type"\r\n\r\nmessage\r\n--x--\r\n',
);
const GZIP = ['Content-Encoding: gzip'];

const flipped = (text: string) =>
	text.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) ^ 1));

interface Sent {
	/** With its question mark, as it goes over the wire. */
	query?: string;
	/** Lines as they go over the wire; a name may come twice. */
	headers?: string[];
	body: Buffer;
	type?: string;
}

const sendTo = async (url: string, { query = '', headers, body, type }: Sent) =>
	await sendRaw(url, { target: (path) => path + query, headers, body: () => body, type });

interface Case extends Partial<Sent> {
	name: string;
	expected: ExpectedResponse;
	/** How many executions it starts; none unless given. */
	starts?: number;
}

const started = { expected: EMPTY_OK, starts: 1 };
const refused = { expected: NOT_AUTHENTIC };

const queryCases: Case[] = [
	{ name: 'the secret', query: `?secret=${SECRET}`, ...started },
	{ name: 'the secret after another parameter', query: `?a=1&secret=${SECRET}`, ...started },
	{ name: 'no secret', ...refused },
	{ name: 'an empty secret', query: '?secret=', ...refused },
	{ name: 'a wrong secret', query: `?secret=${OTHER_SECRET}`, ...refused },
	{ name: 'one bit flipped', query: `?secret=${flipped(SECRET)}`, ...refused },
	{ name: 'a shorter secret', query: `?secret=${SECRET.slice(1)}`, ...refused },
	{ name: 'a longer secret', query: `?secret=${SECRET}x`, ...refused },
	{ name: 'a secret in upper case', query: `?secret=${SECRET.toUpperCase()}`, ...refused },
	{ name: 'the parameter twice', query: `?secret=${SECRET}&secret=${SECRET}`, ...refused },
	{ name: 'an array', query: `?secret[]=${SECRET}`, ...refused },
	{ name: 'another parameter', query: `?Secret=${SECRET}`, ...refused },
	{ name: 'the secret as a token', headers: [`Authorization: Bearer ${SECRET}`], ...refused },
	{ name: 'non-ASCII bytes', query: `?secret=${SECRET}%FF`, ...refused },
	{ name: 'a NUL after it', query: `?secret=${SECRET}%00`, ...refused },
	{ name: 'a test with the secret', query: `?secret=${SECRET}`, body: TEST, expected: TEST_OK },
	{ name: 'a test without it', body: TEST, ...refused },
	{
		name: 'a compressed body',
		query: `?secret=${SECRET}`,
		headers: GZIP,
		body: gzipSync(EVENT),
		...started,
	},
	{
		name: 'an event that is not selected, with the secret',
		query: `?secret=${SECRET}`,
		body: UNSELECTED,
		expected: NOT_SELECTED,
	},
	{ name: 'an event that is not selected, without it', body: UNSELECTED, ...refused },
	{
		name: 'a body that is no event, with the secret',
		query: `?secret=${SECRET}`,
		body: NO_EVENT,
		expected: NO_EVENT_TYPE,
	},
	{ name: 'a body that is no event, without the secret', body: NO_EVENT, ...refused },
	{
		name: 'a form of several parts, with the secret',
		query: `?secret=${SECRET}`,
		type: MULTIPART,
		body: PARTS,
		expected: NOT_JSON,
	},
	{ name: 'a form of several parts, without it', type: MULTIPART, body: PARTS, ...refused },
];

const oddCases: Case[] = [
	{
		name: 'spaces, &, %, + and unicode, percent-encoded',
		query: `?secret=${encodeURIComponent(ODD_SECRET)}`,
		...started,
	},
	{
		name: 'the same, encoded as in a form',
		query: `?${new URLSearchParams({ secret: ODD_SECRET }).toString()}`,
		...started,
	},
	{
		name: 'a + that is not encoded',
		query: `?secret=${encodeURIComponent(ODD_SECRET).replace('%2B', '+')}`,
		...refused,
	},
	{
		name: 'an & that is not encoded',
		query: `?secret=${encodeURIComponent(ODD_SECRET).replace('%26', '&')}`,
		...refused,
	},
];

const authorization = (...values: string[]) => values.map((value) => `Authorization: ${value}`);

const bearerCases: Case[] = [
	{ name: 'the secret', headers: authorization(`Bearer ${SECRET}`), ...started },
	{ name: 'the scheme in lower case', headers: authorization(`bearer ${SECRET}`), ...started },
	{ name: 'no header', ...refused },
	{ name: 'an empty token', headers: authorization('Bearer '), ...refused },
	{ name: 'a wrong token', headers: authorization(`Bearer ${OTHER_SECRET}`), ...refused },
	{ name: 'one bit flipped', headers: authorization(`Bearer ${flipped(SECRET)}`), ...refused },
	{ name: 'a wrong scheme', headers: authorization(`Basic ${SECRET}`), ...refused },
	{ name: 'no scheme', headers: authorization(SECRET), ...refused },
	{
		name: 'the header twice',
		headers: authorization(`Bearer ${SECRET}`, `Bearer ${SECRET}`),
		...refused,
	},
	{
		name: 'a second, wrong header',
		headers: authorization(`Bearer ${SECRET}`, 'Bearer x'),
		...refused,
	},
	{ name: 'non-ASCII bytes', headers: authorization(`Bearer ${SECRET}\xff`), ...refused },
	{ name: 'the secret in the query', query: `?secret=${SECRET}`, ...refused },
	{ name: 'a test without a token', body: TEST, expected: TEST_OK },
	{
		name: 'a test with a wrong token',
		body: TEST,
		headers: authorization('Bearer x'),
		expected: TEST_OK,
	},
	{
		name: 'an event type that is almost test',
		body: Buffer.from('{"event_type":"test "}'),
		...refused,
	},
	{ name: 'an array with a test', body: Buffer.from('[{"event_type":"test"}]'), ...refused },
	{
		name: 'a test that turns into an event',
		body: Buffer.from('{"event_type":"test","event_type":"message"}'),
		...refused,
	},
];

const sign = (body: Buffer, secret = SECRET) =>
	createHmac('sha256', secret).update(body).digest('hex');
const signature = (...values: string[]) => values.map((value) => `X-Signature: ${value}`);
const signed = (body: Buffer) => ({ body, headers: signature(sign(body)) });
const withByte = (byte: number) =>
	Buffer.from(JSON.stringify({ ...capturedMessage, note: '\xab' }), 'latin1').map((each) =>
		each === 0xab ? byte : each,
	);

const hmacCases: Case[] = [
	{ name: 'the signature', ...signed(EVENT), ...started },
	{
		name: 'the signature after "sha256="',
		headers: signature(`sha256=${sign(EVENT)}`),
		...started,
	},
	{ name: 'upper-case digits', headers: signature(sign(EVENT).toUpperCase()), ...started },
	{ name: 'no header', ...refused },
	{ name: 'an empty header', headers: signature(''), ...refused },
	{ name: 'a wrong prefix', headers: signature(`sha1=${sign(EVENT)}`), ...refused },
	{
		name: 'a signature made with another secret',
		headers: signature(sign(EVENT, OTHER_SECRET)),
		...refused,
	},
	{
		name: 'one bit flipped',
		headers: signature(
			sign(EVENT).replace(/^./, (digit) => (Number(`0x${digit}`) ^ 1).toString(16)),
		),
		...refused,
	},
	{ name: 'a shorter signature', headers: signature(sign(EVENT).slice(2)), ...refused },
	{ name: 'a longer signature', headers: signature(`${sign(EVENT)}00`), ...refused },
	{ name: 'the header twice', headers: signature(sign(EVENT), sign(EVENT)), ...refused },
	{ name: 'non-ASCII bytes', headers: signature(`${sign(EVENT).slice(1)}\xff`), ...refused },
	{
		name: 'a body changed by one byte',
		headers: signature(sign(EVENT)),
		body: Buffer.concat([EVENT, Buffer.from(' ')]),
		...refused,
	},
	{
		name: 'the same JSON written otherwise',
		headers: signature(sign(EVENT)),
		body: Buffer.from(JSON.stringify(capturedMessage, null, 2)),
		...refused,
	},
	{
		name: 'a body with a byte that is not UTF-8',
		...signed(Buffer.from(withByte(0xff))),
		...started,
	},
	{
		name: 'another byte that reads as the same text',
		headers: signature(sign(Buffer.from(withByte(0xff)))),
		body: Buffer.from(withByte(0xfe)),
		...refused,
	},
	{
		name: 'a compressed body, signed before compression',
		headers: [...GZIP, ...signature(sign(EVENT))],
		body: gzipSync(EVENT),
		...started,
	},
	{
		name: 'a compressed body, signed after compression',
		headers: [...GZIP, ...signature(sign(gzipSync(EVENT)))],
		body: gzipSync(EVENT),
		...refused,
	},
	{ name: 'an unlisted content type', ...signed(EVENT), type: 'application/vnd.bey', ...started },
	{ name: 'an unlisted content type without a signature', type: 'application/vnd.bey', ...refused },
	{
		name: 'a form of several parts with its signature',
		...signed(PARTS),
		type: MULTIPART,
		...refused,
	},
	{ name: 'a body that is no event, signed', ...signed(NO_EVENT), expected: NO_EVENT_TYPE },
	{ name: 'a test without a signature', body: TEST, expected: TEST_OK },
	{ name: 'a test with a wrong signature', body: TEST, headers: signature('x'), expected: TEST_OK },
];

/** With each method, a request that gets in. */
const valid: Record<WebhookSecret['method'], (secret: string) => Sent> = {
	queryParameter: (secret) => ({ query: `?secret=${encodeURIComponent(secret)}`, body: EVENT }),
	bearerToken: (secret) => ({ headers: authorization(`Bearer ${secret}`), body: EVENT }),
	hmacSha256: (secret) => ({ headers: signature(sign(EVENT, secret)), body: EVENT }),
};
const METHODS = Object.keys(valid) as Array<WebhookSecret['method']>;

describe.each(VERSIONS)('on n8n %s', (version) => {
	const n8n = useTestN8n(version);

	/** A workflow whose trigger asks for the secret. */
	class Guarded {
		private constructor(
			readonly workflowId: string,
			readonly url: string,
			readonly credential: SavedCredential | undefined,
		) {}

		static async create(
			secret: WebhookSecret | undefined,
			parameters: Record<string, unknown> = {},
		): Promise<Guarded> {
			const webhookId = randomUUID();
			const credential = secret && (await createSecret(n8n.client, secret));
			const draft = triggerWorkflow(
				webhookId,
				{ authentication: 'webhookSecret', ...parameters },
				credential && { beyondPresenceWebhookApi: credential },
			);
			const workflowId = await n8n.client.createWorkflow(draft);
			return new Guarded(workflowId, productionUrl(n8n.server.baseUrl, webhookId), credential);
		}

		/** Unlike an n8n that does not know the URL yet, the trigger never responds with 404. */
		async activate(): Promise<this> {
			await n8n.client.activate(this.workflowId, async () => {
				const { status } = await post(this.url, {});
				return status !== 404;
			});
			return this;
		}

		static async start(
			secret: WebhookSecret,
			parameters?: Record<string, unknown>,
		): Promise<Guarded> {
			return await (await Guarded.create(secret, parameters)).activate();
		}

		/** Expects so many executions since its creation, all successful. */
		async executed(count: number): Promise<void> {
			const executions = await n8n.client.untilExecuted(this.workflowId, count);
			expect(executions.map(({ status }) => status)).toEqual(Array(count).fill('success'));
		}

		/** The same, and returns them with their data. */
		async executions(count: number) {
			await this.executed(count);
			return await n8n.client.waitForExecutions(this.workflowId, count);
		}
	}

	describe.each<[string, WebhookSecret, Case[]]>([
		['in the query', { method: 'queryParameter', secret: SECRET }, queryCases],
		['of odd characters in the query', { method: 'queryParameter', secret: ODD_SECRET }, oddCases],
		['as a bearer token', { method: 'bearerToken', secret: SECRET }, bearerCases],
		['to sign with', { method: 'hmacSha256', secret: SECRET }, hmacCases],
	])('with a secret %s', (_, secret, cases) => {
		let guarded: Guarded;
		let soFar = 0;
		beforeAll(async () => {
			guarded = await Guarded.start(secret);
		});

		it.each(cases)(
			'$name',
			async ({ query, headers, body = EVENT, type, expected, starts = 0 }) => {
				const response = await sendTo(guarded.url, { query, headers, body, type });
				expect(response).toEqual(expected);

				// One more authentic request: every execution of the one before is stored by now.
				const next = await sendTo(guarded.url, valid[secret.method](secret.secret));
				expect(next).toEqual(EMPTY_OK);
				soFar += starts + 1;
				await guarded.executed(soFar);
			},
		);
	});

	describe.each(METHODS)('a secret of the method %s', (method) => {
		let guarded: Guarded;
		let credential: SavedCredential;
		beforeEach(async () => {
			guarded = await Guarded.create({ method, secret: SECRET });
			await guarded.activate();
			if (!guarded.credential) throw new Error('There is no credential');
			credential = guarded.credential;
		});
		const send = async (request: Sent) => await sendTo(guarded.url, request);
		const sendWith = async (secret: string) => await send(valid[method](secret));

		it('can be replaced immediately', async () => {
			await changeSecret(n8n.client, credential, { method, secret: OTHER_SECRET });
			expect(await sendWith(SECRET)).toEqual(NOT_AUTHENTIC);
			expect(await sendWith(OTHER_SECRET)).toEqual(EMPTY_OK);
			await guarded.executed(1);
		});

		it.each([
			['emptied', '', 'The webhook secret is empty.'],
			['made short', 'short', 'The webhook secret is too short.'],
		])('refuses every request once it is %s, and the log says so', async (_, secret, warning) => {
			await changeSecret(n8n.client, credential, { method, secret });
			expect(await sendWith(SECRET)).toEqual(NOT_AUTHENTIC);
			expect(await sendWith(secret)).toEqual(NOT_AUTHENTIC);
			expect(await send({ body: TEST })).toEqual(NOT_AUTHENTIC);
			expect(await n8n.server.readLog()).toContain(`refuses every request: ${warning}`);
			await changeSecret(n8n.client, credential, { method, secret: SECRET });
			expect(await sendWith(SECRET)).toEqual(EMPTY_OK);
			await guarded.executed(1);
		});

		it('refuses every request once it is deleted', async () => {
			expect(await sendWith(SECRET)).toEqual(EMPTY_OK);
			await deleteSecret(n8n.client, credential);
			expect(await sendWith(SECRET)).toEqual(NOT_AUTHENTIC);
			expect(await send({ body: TEST })).toEqual(NOT_AUTHENTIC);
			await guarded.executed(1);
		});
	});

	it.each<[string, string | undefined, RegExp]>([
		[
			'without a credential',
			undefined,
			/[Cc]redential.*beyondPresenceWebhookApi|Webhook Secret API/,
		],
		['with a secret of 15 characters', 'fifteen-chars-x', /needs at least 16 characters/],
	])('activation fails %s and says why', async (_, secret, reason) => {
		const method = 'queryParameter';
		const guarded = await Guarded.create(
			secret === undefined ? undefined : { method, secret: SECRET },
		);
		if (guarded.credential && secret !== undefined) {
			await changeSecret(n8n.client, guarded.credential, { method, secret });
		}
		expect(await n8n.client.failedActivation(guarded.workflowId)).toMatch(reason);
		expect((await post(guarded.url, capturedMessage)).status).toBe(404);
	});

	it.each<[string, WebhookSecret, { status: string; message: unknown }]>([
		[
			'passes for a good secret',
			{ method: 'bearerToken', secret: SECRET },
			{ status: 'OK', message: 'The secret can be used' },
		],
		[
			'fails for a short one',
			{ method: 'queryParameter', secret: 'fifteen-chars-x' },
			{ status: 'Error', message: expect.stringContaining('at least 16 characters') },
		],
		[
			'fails for a bearer token that a header cannot carry',
			{ method: 'bearerToken', secret: ODD_SECRET },
			{ status: 'Error', message: expect.stringContaining('letters from A to Z') },
		],
	])('the credential test %s', async (_, secret, expected) => {
		const credential = await createSecret(n8n.client, secret);
		expect(await testSecret(n8n.client, credential, secret)).toEqual(expected);
	});

	describe('with Simplify off', () => {
		const encoded = encodeURIComponent(ODD_SECRET);
		it('an item contains no secret of the query', async () => {
			const secret: WebhookSecret = { method: 'queryParameter', secret: ODD_SECRET };
			const guarded = await Guarded.start(secret, { simplify: false });
			const query = `?tag=a&secret=${encoded}`;
			const uri = new URL(guarded.url).pathname + query;
			const headers = [`Referer: ${guarded.url + query}`, `X-Forwarded-Uri: ${uri}`];
			await sendTo(guarded.url, { query, headers, body: EVENT });
			const [execution] = await guarded.executions(1);
			expect(execution && itemsOf(execution, TRIGGER)).toEqual([
				expect.objectContaining({
					query: { tag: 'a', secret: '[redacted]' },
					headers: expect.objectContaining({
						referer: `${guarded.url}?tag=a&secret=[redacted]`,
						'x-forwarded-uri': expect.stringMatching(/\?tag=a&secret=\[redacted\]$/),
					}),
					body: capturedMessage,
					webhookUrl: guarded.url,
				}),
			]);
			expect(JSON.stringify(execution)).not.toContain(ODD_SECRET);
			expect(JSON.stringify(execution)).not.toContain(encoded);
		});

		it('an item contains no bearer token', async () => {
			const guarded = await Guarded.start(
				{ method: 'bearerToken', secret: SECRET },
				{ simplify: false },
			);
			await sendTo(guarded.url, valid.bearerToken(SECRET));
			const [execution] = await guarded.executions(1);
			expect(execution && itemsOf(execution, TRIGGER)).toMatchObject([
				{ headers: { authorization: 'Bearer [redacted]' }, body: capturedMessage },
			]);
			expect(JSON.stringify(execution)).not.toContain(SECRET);
		});

		it('an item keeps the signature', async () => {
			const guarded = await Guarded.start(
				{ method: 'hmacSha256', secret: SECRET },
				{ simplify: false },
			);
			await sendTo(guarded.url, valid.hmacSha256(SECRET));
			const [execution] = await guarded.executions(1);
			expect(execution && itemsOf(execution, TRIGGER)).toMatchObject([
				{ headers: { 'x-signature': sign(EVENT) } },
			]);
		});
	});

	it('a preflight passes, and a page can read the 401', async () => {
		const { url } = await Guarded.start({ method: 'queryParameter', secret: SECRET });
		const origin = 'https://dashboard.example';
		const preflight = await fetch(url, {
			method: 'OPTIONS',
			headers: {
				origin,
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'content-type',
			},
		});
		expect(preflight.status).toBe(204);
		expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);

		const { status, text, headers } = await post(url, { event_type: 'test' }, { origin });
		expect({ status, text }).toEqual(NOT_AUTHENTIC);
		expect(headers.get('access-control-allow-origin')).toBe(origin);
		expect(headers.get('content-type')).toContain('application/json');
	});

	it('a body that comes again within ten minutes starts no execution if duplicates are ignored', async () => {
		const guarded = await Guarded.start(
			{ method: 'queryParameter', secret: SECRET },
			{ options: { ignoreDuplicates: true } },
		);
		const request = valid.queryParameter(SECRET);
		expect(await sendTo(guarded.url, { body: EVENT })).toEqual(NOT_AUTHENTIC);
		expect(await sendTo(guarded.url, request)).toEqual(EMPTY_OK);
		expect(await sendTo(guarded.url, request)).toEqual(ignored(IGNORED.duplicate));
		const spaced = { ...request, body: Buffer.concat([EVENT, Buffer.from('\n')]) };
		expect(await sendTo(guarded.url, spaced)).toEqual(EMPTY_OK);
		await guarded.executed(2);
	});

	it("n8n's log contains none of the secrets after all this", async () => {
		const log = await n8n.server.readLog();
		const secrets = [SECRET, OTHER_SECRET, ODD_SECRET, 'fifteen-chars-x'];
		const written = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
		expect(written.filter((secret) => log.includes(secret))).toEqual([]);
	});
});
