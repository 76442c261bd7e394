/** The built trigger with a webhook secret: whether it can be published, and who gets in. */
import type { PackageDirectoryLoader } from 'n8n-core';
import { capturedMessage } from '../support/samples/payloads';
import { loadBuiltPackage } from './support/builtPackage';
import { activate, deliver } from './support/webhookHost';

const SECRET = 'correct-horse-battery-staple';
const asked = { parameters: { authentication: 'webhookSecret' } };
const secretCredential = { method: 'queryParameter', secret: SECRET };
const REFUSED = { status: 401, answer: { error: 'The request is not authentic.' } };

let loader: PackageDirectoryLoader;
beforeAll(async () => {
	loader = await loadBuiltPackage();
});

describe('publishing', () => {
	it('succeeds with a secret, and where none is asked for', async () => {
		await expect(activate(loader, { ...asked, secretCredential })).resolves.toBeUndefined();
		await expect(activate(loader, {})).resolves.toBeUndefined();
	});

	it.each([
		['is missing', {}, 'The webhook secret cannot be read.'],
		[
			'is too short',
			{ secretCredential: { ...secretCredential, secret: 'fifteen-chars-x' } },
			'The webhook secret is too short.',
		],
	])('fails and says why where the secret %s', async (_, saved, problem) => {
		await expect(activate(loader, { ...asked, ...saved })).rejects.toThrow(problem);
	});

	it('succeeds without a readable secret when n8n starts, and requests are refused', async () => {
		await expect(activate(loader, asked, 'init')).resolves.toBeUndefined();
		await expect(activate(loader, asked, 'leadershipChange')).resolves.toBeUndefined();
		expect(await deliver(loader, { ...asked, body: capturedMessage })).toEqual(REFUSED);
	});
});

describe('a request', () => {
	const post = async (query: string, saved: object = { secretCredential }) =>
		await deliver(loader, { ...asked, body: capturedMessage, query, ...saved });

	it('with the secret starts an execution', async () => {
		expect(await post(`?secret=${SECRET}`)).toHaveProperty('items.Message');
	});

	it('with another secret is refused', async () => {
		expect(await post(`?secret=${SECRET}!`)).toEqual(REFUSED);
	});

	it('is refused whatever it carries where the credential was lost', async () => {
		expect(await post(`?secret=${SECRET}`, {})).toEqual(REFUSED);
	});

	it('shows its secret in no raw item', async () => {
		const parameters = { ...asked.parameters, simplify: false };
		const { items } = await post(`?secret=${SECRET}`, { secretCredential, parameters });
		expect(items).toMatchObject({ Message: [{ query: { secret: '[redacted]' } }] });
		expect(JSON.stringify(items)).not.toContain(SECRET);
	});
});
