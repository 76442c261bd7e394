import { explainFailure, type Failure } from '../../../nodes/shared/api/failures';

const request = {
	method: 'GET',
	path: '/v1/agents/jarvis',
	baseUrl: 'https://api.example.com',
	attempts: 1,
};

const cases: Array<{ name: string; failure: Failure; message: string; describes?: string }> = [
	{
		name: 'the text of the API',
		failure: { statusCode: 404, body: { detail: 'Agent not found' } },
		message: 'The agent "jarvis" was not found',
		describes: 'Beyond Presence says: Agent not found. Check the ID',
	},
	{
		name: 'the place of a refused field without the part of the request',
		failure: {
			statusCode: 422,
			body: { detail: [{ loc: ['body', 'llm', 'model'], msg: 'Field required', type: 'missing' }] },
		},
		message: 'Beyond Presence did not accept "llm.model": Field required',
	},
	{
		name: 'every refused field',
		failure: {
			statusCode: 422,
			body: {
				detail: [
					{ loc: ['body', 'name'], msg: 'Field required', type: 'missing' },
					{ loc: ['body', 'tags', 0], msg: 'Too long', type: 'x' },
				],
			},
		},
		message: 'Beyond Presence did not accept "name": Field required',
		describes: 'name: Field required; tags.0: Too long.',
	},
	{
		name: 'a refusal of a whole body',
		failure: { statusCode: 422, body: { detail: [{ loc: ['body'], msg: 'Bad', type: 'x' }] } },
		message: 'Beyond Presence did not accept the request: Bad',
	},
	{
		name: 'a refusal without a reason',
		failure: { statusCode: 422, body: 'no' },
		message: 'Beyond Presence did not accept the request',
	},
	{
		name: 'a key that may not do this',
		failure: { statusCode: 403, body: {} },
		message: 'The API key is not allowed to do this',
	},
	{
		name: 'a limit of requests',
		failure: { statusCode: 429, body: '' },
		message: 'Beyond Presence is receiving too many requests',
	},
	{
		name: 'a status that nobody documented',
		failure: { statusCode: 418, body: null },
		message: 'Beyond Presence refused the request (HTTP 418)',
	},
	{
		name: 'no answer',
		failure: { unreachable: 'The service refused the connection' },
		message: 'Could not reach Beyond Presence at https://api.example.com',
		describes: 'The service refused the connection. Check the base URL',
	},
];

test.each(cases)('it shows $name', ({ failure, message, describes = '' }) => {
	const explained = explainFailure(request, failure);
	expect(explained.message).toBe(message);
	expect(explained.description).toContain(describes);
});

test('a 404 on a list is blamed on the base URL', () => {
	const failure = { statusCode: 404, body: { detail: 'Not Found' } };
	const explained = explainFailure({ ...request, path: '/v1/agents' }, failure);
	expect(explained.message).toBe('Beyond Presence has no such address');
	expect(explained.description).toContain('https://api.example.com');
});

test('a 404 on a list that names what is missing is blamed on the IDs', () => {
	const failure = { statusCode: 404, body: { detail: 'Avatar not found' } };
	expect(explainFailure({ ...request, method: 'POST', path: '/v1/agents' }, failure)).toEqual({
		message: 'Beyond Presence did not find what this node names',
		description:
			'Beyond Presence says: Avatar not found. Check the IDs in this node, and that they belong to the account of the API key.',
	});
});

test.each([429, 500])('after %i, an unsafe request says that it was not repeated', (statusCode) => {
	const { description } = explainFailure({ ...request, method: 'POST' }, { statusCode, body: '' });
	expect(description).toContain('was not sent again');
});

test.each([401, 403, 404, 418, 422, 429, 500, 307])('%i says what to do', (statusCode) => {
	const { description } = explainFailure(request, { statusCode, body: {} });
	expect(description).toMatch(/^[A-Z].*\.$/);
});
