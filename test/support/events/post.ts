/** Posts an event as Beyond Presence's client does: the one way to post in tests and tools. */

export interface Posted {
	status: number;
	text: string;
	headers: Headers;
}

/**
 * Posts strings and bytes as they are, and everything else as JSON. Rejects if there is no response,
 * and when `signal` is aborted.
 */
export async function post(
	url: string | URL,
	body: unknown,
	headers: Record<string, string> = {},
	signal?: AbortSignal,
): Promise<Posted> {
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	const response = await fetch(url, {
		method: 'POST',
		// The vendor's client, as captured in May 2025. It opens a connection for each request; n8n may
		// be closing an idle one just when it is used again.
		headers: {
			'user-agent': 'python-requests/2.31.0',
			'content-type': 'application/json',
			connection: 'close',
			...headers,
		},
		body: isRaw ? body : JSON.stringify(body),
		redirect: 'manual',
		signal,
	});
	return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Whether a test event gets a 200 response: the webhook is registered and admits the sender. */
export async function isResponding(url: string | URL): Promise<boolean> {
	return (await post(url, { event_type: 'test' })).status === 200;
}
