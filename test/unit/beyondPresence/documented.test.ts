/** The fake API follows the committed snapshot of the published document. */
import * as z from 'zod/v4';
import { compact, type Compact } from '../../support/fakeApi/compact';
import { readDocumented } from '../../support/fakeApi/documented';
import * as requests from '../../support/fakeApi/requestSchemas';
import { routes } from '../../support/fakeApi/routes';
import { startFakeApi, type FakeApi } from '../../support/fakeApi/server';
import { fillAccount } from '../../support/samples/operations';

const documented = readDocumented();

/** A `type` or `transport` that is the only one of its kind is optional in the document alone. */
const withoutDefaults = (value: Compact): unknown =>
	JSON.parse(JSON.stringify(value).replaceAll('"type?"', '"type"'));

const bodies: Record<string, z.ZodType> = {
	'POST /v1/agents': requests.createAgent,
	'PATCH /v1/agents/{id}': requests.updateAgent,
	'POST /v1/livekit-rooms': requests.createCall,
	'POST /v1/external-apis': requests.createExternalApi,
	'POST /v1/knowledge-files': requests.createKnowledgeFile,
	'POST /v1/sessions': requests.createSession,
};

test('it serves every documented operation and no other', () => {
	const served = routes.map(({ method, path }) => `${method} ${path.replace(':id', '{id}')}`);
	expect(served.sort()).toEqual(Object.keys(documented).sort());
});

test('every documented body has a schema', () => {
	const withBody = Object.entries(documented).filter(([, { body }]) => body !== undefined);
	expect(withBody.map(([operation]) => operation).sort()).toEqual(Object.keys(bodies).sort());
});

test.each(Object.entries(bodies))('%s accepts the documented body', (operation, schema) => {
	const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
	const accepted = compact(json, () => undefined);
	expect(withoutDefaults(accepted)).toEqual(withoutDefaults(documented[operation]?.body ?? 'none'));
});

describe('with one of everything', () => {
	let fakeApi: FakeApi;
	beforeAll(async () => {
		fakeApi = await startFakeApi();
		fillAccount(fakeApi.store);
	});
	afterAll(async () => await fakeApi.stop());

	const ids: Record<string, string> = {
		...{ agents: 'jarvis', avatars: 'ada', conversations: 'call', 'external-apis': 'api' },
		...{ 'knowledge-files': 'file', sessions: 'session' },
	};
	const reads = Object.entries(documented).filter(
		([operation, { response }]) => operation.startsWith('GET ') && response !== undefined,
	);

	test.each(reads)(
		'%s returns documented fields alone',
		async (operation, { response: fields = [] }) => {
			const path = operation.slice('GET '.length);
			const id = ids[path.split('/')[2] ?? ''] ?? '';
			const headers = { 'x-api-key': fakeApi.apiKey };
			const response = await fetch(`${fakeApi.url}${path.replace('{id}', id)}`, { headers });
			const json: unknown = await response.json();
			const page = z.object({ data: z.array(z.unknown()) }).safeParse(json);
			const [first] = page.success ? page.data.data : [json].flat();
			const keys = Object.keys(z.looseObject({}).parse(first));
			expect(keys.length).toBeGreaterThan(2);
			expect(fields).toEqual(expect.arrayContaining(keys));
		},
	);
});
