/** What becomes of an event that gets no response, as `npm run send` says it. */
import { createServer, type Server } from 'node:http';
import { deliver, explain } from '../../support/events/delivery';
import { freePort, LOCALHOST } from '../../support/n8n/port';

describe('an event', () => {
	let server: Server;
	let url: URL;
	beforeEach(async () => {
		const port = await freePort();
		url = new URL(`http://${LOCALHOST}:${port}/webhook`);
		server = createServer();
		await new Promise<void>((resolve) => server.listen(port, LOCALHOST, resolve));
	});
	afterEach(() => {
		server.closeAllConnections();
		server.close();
	});

	it('that gets a response is delivered', async () => {
		server.on('request', (_, response) => response.writeHead(400).end('no event'));
		const expected = { kind: 'responded', status: 400, text: 'no event' };
		expect(await deliver(url, {})).toMatchObject(expected);
	});

	it('that gets no response in time has failed', async () => {
		const delivery = await deliver(url, {}, 50);
		expect(delivery).toMatchObject({ kind: 'failed', code: 'TIMEOUT' });
		expect(explain(url, delivery)).toMatch('no response within 10 s');
	});

	it('whose connection is closed has failed', async () => {
		server.on('request', (request) => request.socket.destroy());
		const delivery = await deliver(url, {});
		expect(delivery).toMatchObject({ kind: 'failed', code: 'UND_ERR_SOCKET' });
	});

	it('to a port where no server listens has failed', async () => {
		await new Promise((resolve) => server.close(resolve));
		const delivery = await deliver(url, {});
		expect(delivery).toMatchObject({ kind: 'failed', code: 'ECONNREFUSED' });
		expect(explain(url, delivery)).toMatch('Start n8n');
	});
});
