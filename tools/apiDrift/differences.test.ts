import { compactDocument } from '../../test/support/fakeApi/compact';
import { readDocumented } from '../../test/support/fakeApi/documented';
import { differences } from './differences';

const document = (properties: object, more: object = {}) => ({
	paths: {
		'/v1/agents': {
			get: {
				parameters: [
					{ name: 'limit', in: 'query' },
					{ name: 'x-api-key', in: 'header' },
				],
				responses: {
					200: {
						content: { 'application/json': { schema: { $ref: '#/components/schemas/Page' } } },
					},
				},
			},
		},
		...more,
	},
	components: {
		schemas: {
			Page: {
				type: 'object',
				properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Agent' } } },
			},
			Agent: { type: 'object', properties },
		},
	},
});

const id = { type: 'string' };

test('a document becomes its operations with the fields that they return', () => {
	expect(compactDocument(document({ id, name: id }))).toEqual({
		'GET /v1/agents': { query: ['limit'], response: ['id', 'name'] },
	});
});

test('what is new, gone and changed is named with its place', () => {
	const post = {
		requestBody: {
			content: {
				'application/json': {
					schema: { properties: { name: { type: 'string', maxLength: 5 } }, required: ['name'] },
				},
			},
		},
	};
	const snapshot = compactDocument(document({ id, name: id }, { '/v1/rooms': { post } }));
	const published = compactDocument(
		document({ id }, { '/v1/calls': { get: {} }, '/v1/usage': { get: {} } }),
	);
	expect(differences(snapshot, published)).toEqual([
		'GET /v1/agents → response was ["id","name"] and is ["id"]',
		'GET /v1/usage is new: {}',
		'POST /v1/rooms is gone',
	]);
	const shorter = { ...snapshot, 'POST /v1/rooms': { body: { name: 'string ..4' } } };
	expect(differences(snapshot, shorter)).toEqual([
		'POST /v1/rooms → body → name was "string ..5" and is "string ..4"',
	]);
});

test('the snapshot does not differ from itself', () => {
	expect(differences(readDocumented(), readDocumented())).toEqual([]);
});
