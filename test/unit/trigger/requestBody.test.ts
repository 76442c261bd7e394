import { readBody } from '../../../nodes/BeyondPresenceTrigger/request/body';

const NOT_JSON = {
	kind: 'unreadable',
	error: 'The body is not JSON. Send a JSON object with the content type application/json.',
};

describe('the body of a request', () => {
	it('is what n8n parsed, for JSON', async () => {
		const request = { contentType: 'application/json', body: { a: 1 }, rawBody: Buffer.from('x') };
		expect(await readBody(request)).toEqual({ kind: 'json', body: { a: 1 } });
	});

	it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', undefined])(
		'is read from the bytes, for JSON sent as %s',
		async (contentType) => {
			const rawBody = Buffer.from('{"event_type":"message"}');
			expect(await readBody({ contentType, body: 'parsed otherwise', rawBody })).toEqual({
				kind: 'json',
				body: { event_type: 'message' },
			});
		},
	);

	it('is read from the request if n8n did not', async () => {
		const request = {
			contentType: 'application/octet-stream',
			rawBody: undefined as Buffer | undefined,
			readRawBody: async () => {
				request.rawBody = Buffer.from('\uFEFF{"a":1}');
			},
		};
		expect(await readBody(request)).toEqual({ kind: 'json', body: { a: 1 } });
	});

	it.each([
		['a form', 'application/x-www-form-urlencoded', 'event_type=message'],
		['XML', 'application/xml', '<event_type>message</event_type>'],
		['text', 'text/plain', 'hello'],
		['several parts', 'multipart/form-data', '{"event_type":"message"}'],
	])('is refused for %s', async (_, contentType, bytes) => {
		expect(await readBody({ contentType, body: {}, rawBody: Buffer.from(bytes) })).toEqual(
			NOT_JSON,
		);
	});

	it('is missing if no bytes came', async () => {
		expect(await readBody({ contentType: 'text/plain', rawBody: Buffer.alloc(0) })).toEqual({
			kind: 'json',
			body: undefined,
		});
	});

	it('is missing if the request cannot be read', async () => {
		expect(await readBody({})).toEqual({ kind: 'json', body: undefined });
	});

	it('is not read twice', async () => {
		const readRawBody = jest.fn(async () => {});
		const request = { contentType: 'text/plain', rawBody: Buffer.from('{}'), readRawBody };
		expect(await readBody(request)).toEqual({ kind: 'json', body: {} });
		expect(readRawBody).not.toHaveBeenCalled();
	});

	it('is refused, with the reason, if reading fails', async () => {
		const request = {
			contentType: 'image/png',
			readRawBody: async () => {
				throw new Error('request entity too large');
			},
		};
		expect(await readBody(request)).toEqual({
			kind: 'unreadable',
			error: 'The body could not be read: request entity too large.',
		});
	});
});
