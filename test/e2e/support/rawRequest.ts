/** Requests that fetch would not send: a header twice, bytes in a path as they are. */
import { request } from 'node:http';

export interface RawRequest {
	/** With its question mark, as it goes over the wire. */
	query?: string;
	/** Names and values by turns; a name may come twice. */
	headers?: string[];
	body: Buffer;
	/** `application/json` unless given. */
	type?: string;
}

export async function sendRaw(
	url: string,
	{ query = '', headers = [], body, type = 'application/json' }: RawRequest,
): Promise<{ status: number; text: string }> {
	const { hostname, port, pathname } = new URL(url);
	return await new Promise((resolve, reject) => {
		const sent = request(
			{
				method: 'POST',
				hostname,
				port,
				path: pathname + query,
				// Given as a list, they are sent as they are, so the usual ones must be there too.
				headers: [
					...['Host', `${hostname}:${port}`],
					...['Content-Type', type],
					...['Content-Length', String(body.length)],
					...['Connection', 'close'],
					...headers,
				],
			},
			(answer) => {
				const chunks: Buffer[] = [];
				answer.on('data', (chunk: Buffer) => chunks.push(chunk));
				answer.on('error', reject);
				answer.on('end', () => {
					const text = Buffer.concat(chunks).toString();
					resolve({ status: answer.statusCode ?? 0, text });
				});
			},
		);
		sent.on('error', reject);
		sent.end(body);
	});
}
