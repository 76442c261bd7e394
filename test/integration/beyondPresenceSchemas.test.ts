/** The fields that n8n's editor announces for an operation of the built package, and its items. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import Ajv from 'ajv';
import type { INodeExecutionData } from 'n8n-workflow';
import { RESOURCES } from '../../nodes/BeyondPresence/resources/resources';
import { fillAccount, locator, operations } from '../support/samples/operations';
import { Bench } from './support/apiHost';

const FOLDER = path.resolve(__dirname, '../../dist/nodes/BeyondPresence/__schema__/v1.0.0');

const textFile: INodeExecutionData[] = [
	{ json: {}, binary: { data: { data: 'SGVsbG8=', mimeType: '', fileName: 'hours.txt' } } },
];
const cases = [
	...operations.map(({ resource, operation, parameters }) => ({
		...{ resource, operation, parameters, input: undefined },
	})),
	{
		...{ resource: 'call', operation: 'getCallEndedEvent', input: undefined },
		parameters: { callId: locator('call') },
	},
	{ resource: 'knowledgeFile', operation: 'upload', parameters: {}, input: textFile },
];

const bench = Bench.forTests();
beforeEach(() => fillAccount(bench.fakeApi.store));

test.each(cases)(
	'$resource $operation returns only fields that the editor announces, and all that are certain',
	async ({ resource, operation, parameters, input }) => {
		const file = path.join(FOLDER, resource, `${operation}.json`);
		const schema = JSON.parse(await readFile(file, 'utf8'));
		const [item] = await bench.output({ resource, operation, ...parameters }, input);
		const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
		expect(validate(item) || validate.errors).toBe(true);
		expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(item ?? {})));
	},
);

test('every operation has its schema, and every schema its operation', async () => {
	const files = await readdir(FOLDER, { recursive: true });
	const wanted = RESOURCES.flatMap(({ value, operations: all }) =>
		all.map((operation) => path.join(value, `${operation.value}.json`)),
	);
	expect(files.filter((file) => file.endsWith('.json')).sort()).toEqual(wanted.sort());
});
