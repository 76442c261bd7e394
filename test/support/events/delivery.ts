/** Beyond Presence gives up on an answer after this time, in ms. */
const ANSWER_TIMEOUT_MS = 10_000;

export type Delivery =
	| { kind: 'answered'; status: number; body: string; elapsedMs: number }
	| { kind: 'failed'; code: string; message: string };

/** Beyond Presence counts nothing else as delivered. */
export const isDelivered = (delivery: Delivery) =>
	delivery.kind === 'answered' && delivery.status === 200;

function failure(error: unknown): Delivery {
	if (!(error instanceof Error)) throw error;
	if (error.name === 'TimeoutError') {
		return { kind: 'failed', code: 'TIMEOUT', message: error.message };
	}
	// fetch says only "fetch failed"; what happened is in the cause.
	const cause = error.cause instanceof Error ? error.cause : error;
	const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
	return { kind: 'failed', code, message: cause.message || code };
}

/** Posts an event as Beyond Presence's client does, once. Does not throw when nobody answers. */
export async function deliver(url: URL, payload: unknown): Promise<Delivery> {
	const start = performance.now();
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'user-agent': 'python-requests/2.31.0' },
			body: JSON.stringify(payload),
			redirect: 'manual',
			signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
		});
		const body = await response.text();
		const elapsedMs = Math.round(performance.now() - start);
		return { kind: 'answered', status: response.status, body, elapsedMs };
	} catch (error) {
		return failure(error);
	}
}

function explainStatus(url: URL, status: number): string {
	if (status === 404 && url.pathname.includes('/webhook-test/')) {
		return 'This is a test URL, which n8n answers only while its editor listens, and for one event only: press "Listen for test event" (or "Execute workflow") in the editor and send one event with --event.';
	}
	if (status === 404) {
		return 'n8n has no active workflow with this URL: activate (in n8n 2, publish) the workflow, and copy the production URL from its trigger.';
	}
	if (status === 401 || status === 403) {
		return 'The trigger asks for a secret that this request does not carry: send to the URL that has the secret in it.';
	}
	if (status === 400 || status === 422) {
		return 'The trigger could not read this as an event; its answer says why.';
	}
	if (status >= 300 && status < 400) {
		return 'The URL redirects, which Beyond Presence need not follow: send to the address that it redirects to.';
	}
	if (status >= 500) {
		return "Something in n8n, or in a proxy before it, went wrong: n8n's log says what.";
	}
	return 'Beyond Presence counts only the status 200 as delivered, and does not send again.';
}

/** One sentence about the likely reason why an event was not delivered. */
export function explain(url: URL, delivery: Exclude<Delivery, { status: 200 }>): string {
	if (delivery.kind === 'answered') return explainStatus(url, delivery.status);
	switch (delivery.code) {
		case 'ECONNREFUSED':
			return `Nothing listens at ${url.host}: start n8n, or correct the port in the URL.`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `The name ${url.hostname} cannot be found: check the URL and the network.`;
		case 'TIMEOUT':
			return `No answer came within ${ANSWER_TIMEOUT_MS / 1000} s, and Beyond Presence would have given up.`;
		default:
			return `The request to ${url.host} failed: ${delivery.message}.`;
	}
}
