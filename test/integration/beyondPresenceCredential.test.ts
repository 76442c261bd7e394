/** The credential of the API, as n8n-core loads it. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { baseUrlOf, DEFAULT_BASE_URL } from '../../nodes/shared/api/credential';
import { addAgent } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';
import { itemsOf } from './support/runNode';

const bench = Bench.forTests();

const credential = () => bench.loader.getCredential('beyondPresenceApi').type;

/** Sends what the credential test asks for, with the key as the credential puts it. */
async function verify(apiKey: string): Promise<number> {
	const { authenticate, test: check } = credential();
	if (typeof authenticate !== 'function') throw new Error('Nothing authenticates');
	const url = `${bench.fakeApi.url}${check?.request.url}`;
	const { headers } = await authenticate({ apiKey }, { url });
	const response = await fetch(url, { headers: { 'x-api-key': String(headers?.['x-api-key']) } });
	return response.status;
}

test('the credential test passes with the right key', async () => {
	expect(await verify(bench.fakeApi.apiKey)).toBe(204);
});

test('a key that was pasted with spaces around it is right', async () => {
	expect(await verify(` ${bench.fakeApi.apiKey}\n`)).toBe(204);
});

test('the credential test says what to do when the key is wrong', async () => {
	const status = await verify('sk-wrong');
	const rule = credential().test?.rules?.find(({ properties }) => properties.value === status);
	expect(rule?.properties.message).toContain('rejected this API key');
});

test('the test asks the published API if a saved credential has no base URL', () => {
	expect(credential().test?.request.baseURL).toContain(`|| "${DEFAULT_BASE_URL}"`);
});

test('the test follows no redirect, and says what to do about one', () => {
	const { request, rules } = credential().test ?? {};
	expect(request?.disableFollowRedirect).toBe(true);
	const redirects = [301, 302, 303, 307, 308];
	const messages = redirects.map(
		(status) => rules?.find(({ properties }) => properties.value === status)?.properties.message,
	);
	expect(new Set(messages)).toEqual(new Set([expect.stringContaining('is not sent there')]));
});

const saved: Array<{ saved: ICredentialDataDecryptedObject; baseUrl: string }> = [
	{ saved: {}, baseUrl: DEFAULT_BASE_URL },
	{ saved: { baseUrl: '' }, baseUrl: DEFAULT_BASE_URL },
	{ saved: { baseUrl: ' https://other.example/ ' }, baseUrl: 'https://other.example' },
	{ saved: { baseUrl: 'https://other.example/bey//' }, baseUrl: 'https://other.example/bey' },
];

test.each(saved)('a credential saved as $saved means $baseUrl', ({ saved, baseUrl }) => {
	expect(baseUrlOf(saved)).toBe(baseUrl);
});

test('a base URL with a slash at its end works', async () => {
	addAgent(bench.fakeApi.store, { id: 'jarvis' });
	const credentials = { apiKey: bench.fakeApi.apiKey, baseUrl: `${bench.fakeApi.url}/` };
	const agentId = { __rl: true, mode: 'id', value: 'jarvis' };
	const parameters = { resource: 'agent', operation: 'get', agentId };
	expect(await itemsOf({ ...bench.host, credentials, parameters })).toHaveLength(1);
});
