import { explainFailure, type Failure } from '../../../nodes/shared/api/failures';
import { readReason } from '../../../nodes/shared/api/reason';

const request = {
	method: 'GET',
	path: '/v1/agents/jarvis',
	baseUrl: 'https://api.example.com',
	attempts: 1,
};
const create = { ...request, method: 'POST', path: '/v1/agents' };
const createCall = { ...request, method: 'POST', path: '/v1/livekit-rooms' };

const field = (loc: Array<string | number>, msg: string) => ({ loc, msg, type: 'x' });

const cases: Array<{
	name: string;
	about?: object;
	failure: Failure;
	message: string;
	describes?: string;
}> = [
	{
		name: 'the words of the API',
		failure: { statusCode: 404, body: { detail: 'Agent not found' } },
		message: 'The agent "jarvis" was not found',
		describes: 'Beyond Presence says: Agent not found. Check the ID',
	},
	{
		name: 'a value that the API does not accept',
		failure: { statusCode: 400, body: { detail: 'Unknown date range' } },
		message: 'Beyond Presence rejected a value of this node',
		describes: 'Beyond Presence says: Unknown date range. Check the parameters',
	},
	{
		name: 'a rejected field once, in the title',
		failure: {
			statusCode: 422,
			body: { detail: [field(['body', 'llm', 'model'], 'Field required')] },
		},
		message: "Beyond Presence rejected 'llm.model': Field required",
		describes: 'Fix the field in this node, then run it again.',
	},
	{
		name: 'every rejected field',
		failure: {
			statusCode: 422,
			body: {
				detail: [field(['body', 'name'], 'Field required'), field(['body', 'tags', 0], 'Too long')],
			},
		},
		message: "Beyond Presence rejected 'name': Field required",
		describes: "Also rejected: 'tags.0': Too long. Fix the field",
	},
	{
		name: 'a rejected body',
		failure: { statusCode: 422, body: { detail: [field(['body'], 'Bad')] } },
		message: 'Beyond Presence rejected the request: Bad',
	},
	{
		name: 'a rejection without a reason',
		failure: { statusCode: 422, body: '' },
		message: 'Beyond Presence rejected the request',
	},
	{
		name: 'a usage limit',
		failure: { statusCode: 402, body: { detail: 'Limit reached' } },
		message: 'The usage limit of your Beyond Presence plan is reached',
		describes: 'Upgrade the plan in Studio',
	},
	{
		name: 'a plan that does not include a call',
		about: createCall,
		failure: { statusCode: 403, body: { detail: 'LiveKit requires the Growth plan' } },
		message: "Your Beyond Presence plan or API key doesn't allow this",
		describes:
			'Beyond Presence says: LiveKit requires the Growth plan. Creating calls needs the Growth plan or above. Check your plan in Studio',
	},
	{
		name: 'a key that may not read the usage',
		about: { ...request, path: '/v1/usage' },
		failure: { statusCode: 403, body: {} },
		message: 'This API key may not read the usage',
		describes: 'Use an API key of the default workspace',
	},
	{
		name: 'a server without usage',
		about: { ...request, path: '/v1/usage' },
		failure: { statusCode: 404, body: { detail: 'Not Found' } },
		message: 'This Beyond Presence API has no usage report',
	},
	{
		name: 'a limit of requests',
		failure: { statusCode: 429, body: '' },
		message: 'Beyond Presence is receiving too many requests',
		describes: 'Wait a minute, then run the node again.',
	},
	{
		name: 'how long the API asks to wait',
		failure: { statusCode: 429, body: '', retryAfter: '600' },
		message: 'Beyond Presence is receiving too many requests',
		describes: 'Beyond Presence asks to wait 10 minutes, longer than a node should wait.',
	},
	{
		name: 'all sessions in use',
		about: createCall,
		failure: { statusCode: 429, body: { detail: 'Concurrency limit' } },
		message: "Beyond Presence can't start another session now",
		describes: 'The request was not carried out. Wait for a running session to end',
	},
	{
		name: 'a redirect',
		failure: { statusCode: 307, body: '' },
		message: 'Beyond Presence redirected the request to another address (HTTP 307)',
		describes: 'https://api.example.com',
	},
	{
		name: 'a status that nobody documented',
		failure: { statusCode: 418, body: null },
		message: 'Beyond Presence refused the request (HTTP 418)',
	},
	{
		name: 'no response',
		failure: { unreachable: 'The service refused the connection' },
		message: 'Could not reach Beyond Presence at https://api.example.com',
		describes: 'The service refused the connection. Check the base URL',
	},
];

test.each(cases)('it shows $name', ({ about = request, failure, message, describes = '' }) => {
	const explained = explainFailure({ ...request, ...about }, failure);
	expect(explained.message).toBe(message);
	expect(explained.description).toContain(describes);
});

test('the text of a 422 does not repeat its title', () => {
	const body = { detail: [field(['body', 'name'], 'Field required')] };
	const { description } = explainFailure(create, { statusCode: 422, body });
	expect(description).toBe('Fix the field in this node, then run it again.');
});

test('a 404 for a path is blamed on the base URL', () => {
	const failure = { statusCode: 404, body: { detail: 'Not Found' } };
	const explained = explainFailure({ ...request, path: '/v1/agents' }, failure);
	expect(explained.message).toBe('Beyond Presence has no path /v1/agents');
	expect(explained.description).toContain('https://api.example.com');
});

test.each([{ detail: 'Not Found' }, '<html>404</html>', ''])(
	'a 404 for an object that does not say what is missing may be about the base URL: %j',
	(body) => {
		const { message, description } = explainFailure(request, { statusCode: 404, body });
		expect(message).toBe('The agent "jarvis" was not found');
		expect(description).toContain('Check the ID, ');
		expect(description).toContain('Check the base URL in the credential of this node');
	},
);

test('a 404 on a create that names the missing object is blamed on the IDs', () => {
	const failure = { statusCode: 404, body: { detail: 'Avatar not found' } };
	expect(explainFailure(create, failure)).toEqual({
		message: 'Beyond Presence did not find an object named in this node',
		description:
			'Beyond Presence says: Avatar not found. Check the IDs in this node, and that they belong to the account of the API key.',
	});
});

test('after 500, an unsafe request says that it was not retried', () => {
	const { description } = explainFailure(create, { statusCode: 500, body: '' });
	expect(description).toContain("wasn't retried because it may have succeeded");
});

describe.each([400, 401, 402, 403, 404, 418, 422, 429, 500, 503, 307])('%i', (statusCode) => {
	test.each([
		{ shape: 'string', body: { detail: 'Some reason' } },
		{ shape: 'list', body: { detail: [field(['body'], 'Some reason')] } },
		{ shape: 'list of strings', body: { detail: ['Some reason'] } },
		{ shape: 'object', body: { detail: { code: 7, message: 'Some reason' }, request_id: 'r' } },
		{ shape: 'nested object', body: { error: { error: { message: 'Some reason' } } } },
		{ shape: 'plain text', body: 'Some reason' },
	])('with a $shape shows the reason once, and what to do', ({ body }) => {
		for (const about of [request, createCall]) {
			const { message, description } = explainFailure(about, { statusCode, body });
			expect(`${message} ${description}`.split('Some reason')).toHaveLength(2);
			expect(description).toMatch(/^[A-Z].*\.$/);
		}
	});

	test.each(['', null, undefined, {}, [], 5, { detail: null }, '<html>Bad gateway</html>'])(
		'with the body %j says what to do',
		(body) => {
			const { message, description } = explainFailure(request, { statusCode, body });
			expect(`${message} ${description}`).not.toMatch(/undefined|null|html|object Object/);
			expect(description).toMatch(/^[A-Z].*\.$/);
		},
	);

	test('never advises to repeat what was created', () => {
		const { description } = explainFailure(createCall, { statusCode, body: '' });
		expect(description).not.toContain('Retry On Fail');
	});
});

test('a huge reason is cut, and cannot forge a line of a log', () => {
	const body = { detail: `first\nsecond\u2028third\u202e${'x'.repeat(5_000_000)}` };
	const { text = '' } = readReason(body);
	expect(text.length).toBeLessThan(600);
	expect(text).toMatch(/^first second\\u2028third\\u202ex/);
	expect(
		readReason({ detail: Array(100_000).fill(field(['body', 'a'], 'b')) }).complaints,
	).toHaveLength(10);
});
