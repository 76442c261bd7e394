/** Upload of knowledge files with the built action node, in n8n-core, against the fake API. */
import type { INodeExecutionData } from 'n8n-workflow';
import { fillAccount } from '../support/samples/operations';
import type { Store } from '../support/fakeApi/store';
import { Bench } from './support/apiHost';

const bench = Bench.forTests();
let store: Store;
beforeEach(() => {
	store = bench.fakeApi.store;
	fillAccount(store);
});

const fileItem = (bytes: Buffer, fileName = 'guide.pdf', mimeType = ''): INodeExecutionData[] => [
	{ json: {}, binary: { data: { data: bytes.toString('base64'), mimeType, fileName } } },
];
const pdfOf = (size: number): Buffer =>
	Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 7)]);
const upload = { resource: 'knowledgeFile', operation: 'upload' };

test('a PDF is uploaded in chunks, byte for byte and in order, then submitted', async () => {
	const pdf = pdfOf(2.5 * 1024 * 1024);
	const [output] = await bench.output(upload, fileItem(pdf));
	expect(output).toMatchObject({ name: 'guide.pdf', format: 'pdf', status: 'available' });
	const file = [...store.knowledgeFiles.values()].at(-1);
	expect(Buffer.concat([...(file?.chunks.values() ?? [])]).equals(pdf)).toBe(true);
	const path = `/v1/knowledge-files/${file?.id}`;
	const sent = [
		'POST /v1/knowledge-files',
		...Array(3).fill(`PUT ${path}/upload`),
		`POST ${path}/submit`,
	];
	expect(bench.asked).toEqual(sent);
});

test('a text file is created in one request, under the name in the options', async () => {
	const input = fileItem(Buffer.from('Grüße'), 'notes.txt');
	const [output] = await bench.output({ ...upload, options: { name: 'Notes' } }, input);
	expect(output).toMatchObject({ name: 'Notes', format: 'text', text: 'Grüße' });
});

test('after 503 on the last of 40 chunks, the chunk is sent again', async () => {
	bench.fakeApi.faults.add({ method: 'PUT', after: 39, times: 1, status: 503 });
	const pdf = pdfOf(40 * 1024 * 1024);
	expect(await bench.output(upload, fileItem(pdf))).toMatchObject([{ status: 'available' }]);
	const chunks = bench.fakeApi.requests.filter(({ method }) => method === 'PUT');
	expect(chunks.map(({ query }) => Number(query.chunk_number))).toEqual([
		...Array.from({ length: 40 }, (_, number) => number),
		39,
	]);
	expect(bench.asked.filter((request) => request.startsWith('DELETE'))).toEqual([]);
});

test('a PDF whose submit succeeded is returned although the response was lost', async () => {
	bench.fakeApi.faults.add({ path: /submit$/, times: 1, loseResponse: true });
	expect(await bench.output(upload, fileItem(pdfOf(100)))).toMatchObject([{ status: 'available' }]);
});

test('a PDF whose upload fails for good is deleted and the failure shown', async () => {
	bench.fakeApi.faults.add({ method: 'PUT', status: 400 });
	const task = await bench.run(upload, { input: fileItem(pdfOf(100)) });
	expect(task.error?.message).toBe('Beyond Presence rejected a value of this node');
	expect([...store.knowledgeFiles.keys()]).toEqual(['file']);
});

test('a file that is neither a PDF nor a text is refused before anything is sent', async () => {
	const task = await bench.run(upload, { input: fileItem(Buffer.from([0xff, 0xfe, 0x00])) });
	expect(task.error?.message).toBe('The file is neither a PDF nor a text');
	expect(bench.asked).toEqual([]);
});

test('a PDF is recognised by its type, or by a mark after other bytes', async () => {
	const late = Buffer.concat([Buffer.alloc(900, 0xff), pdfOf(100)]);
	bench.fakeApi.faults.add({ path: /submit$/, status: 200, body: { id: 'f', format: 'pdf' } });
	expect(await bench.output(upload, fileItem(late))).toMatchObject([{ format: 'pdf' }]);
	const typed = fileItem(Buffer.from([0xff, 0xfe, 0x00]), 'scan', 'application/pdf');
	expect(await bench.output(upload, typed)).toMatchObject([{ format: 'pdf' }]);
});

test('a file is also taken from an expression, and its long name is cut', async () => {
	const input = fileItem(Buffer.from('Grüße'), `${'n'.repeat(200)}.txt`);
	const binaryPropertyName = '={{ $binary.data }}';
	const [output] = await bench.output({ ...upload, binaryPropertyName }, input);
	expect(output).toMatchObject({ name: `${'n'.repeat(96)}.txt`, text: 'Grüße' });
});

test.each([
	{ given: '={{ null }}', says: "'Binary Property Name' must be the name of a field" },
	{ given: '={{ 5 }}', says: "'Binary Property Name' must be the name of a field" },
	{ given: 'other', says: 'other' },
])('the file $given is refused', async ({ given, says }) => {
	const options = { input: fileItem(Buffer.from('text')) };
	const { error } = await bench.run({ ...upload, binaryPropertyName: given }, options);
	expect(error?.message).toContain(says);
	expect(bench.asked).toEqual([]);
});

test.each([
	{
		kind: 'text',
		megabytes: 200,
		says: 'The file has 200.0 MB, but Upload accepts at most 100 MB',
	},
	{ kind: 'PDF', megabytes: 200, says: 'The file has 200.0 MB, but Upload accepts at most 100 MB' },
	{
		kind: 'text',
		megabytes: 60,
		says: 'The file has 60.0 MB, but a text may have at most 100,000',
	},
])('a $kind of $megabytes MB is refused within 300 ms, and not decoded', async (given) => {
	const bytes = Buffer.alloc(given.megabytes * 1_000_000, 97);
	if (given.kind === 'PDF') bytes.write('%PDF-1.7');
	const input = fileItem(bytes);
	const from = jest.spyOn(Buffer, 'from');
	const { arrayBuffers } = process.memoryUsage();
	const start = Date.now();
	const { error } = await bench.run(upload, { input });
	const ms = Date.now() - start;
	const grownMb = (process.memoryUsage().arrayBuffers - arrayBuffers) / 1_000_000;
	const longest = Math.max(0, ...from.mock.calls.map(([data]) => String(data ?? '').length));
	from.mockRestore();
	process.stdout.write(`${given.kind} of ${given.megabytes} MB: refused after ${ms} ms\n`);
	expect(error?.message).toContain(given.says);
	expect(ms).toBeLessThan(300);
	expect(longest).toBeLessThan(2_000);
	expect(grownMb).toBeLessThan(5);
	expect(bench.asked).toEqual([]);
});
