import { isNativeError } from 'node:util/types';
import { post } from './post';

/** Beyond Presence waits this long for a response, in ms. */
const RESPONSE_TIMEOUT_MS = 10_000;

export type Delivery =
	| { kind: 'responded'; status: number; text: string; elapsedMs: number }
	| { kind: 'failed'; code: string; message: string };

/** Beyond Presence counts no other status as delivered. */
export const isDelivered = (delivery: Delivery) =>
	delivery.kind === 'responded' && delivery.status === 200;

/** Not `instanceof Error`: in jest, the errors of fetch are of another realm. */
const isError = (error: unknown): error is Error =>
	isNativeError(error) || error instanceof DOMException;

function failure(error: unknown): Delivery {
	if (!isError(error)) throw error;
	if (error.name === 'TimeoutError') {
		return { kind: 'failed', code: 'TIMEOUT', message: error.message };
	}
	// fetch says only "fetch failed"; the reason is in the cause.
	const cause = isError(error.cause) ? error.cause : error;
	const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
	return { kind: 'failed', code, message: cause.message || code };
}

/** Posts an event once, and waits as long as Beyond Presence does. Does not throw if that fails. */
export async function deliver(
	url: string | URL,
	payload: unknown,
	timeoutMs = RESPONSE_TIMEOUT_MS,
): Promise<Delivery> {
	const start = performance.now();
	try {
		const signal = AbortSignal.timeout(timeoutMs);
		const { status, text } = await post(url, payload, {}, signal);
		return { kind: 'responded', status, text, elapsedMs: Math.round(performance.now() - start) };
	} catch (error) {
		return failure(error);
	}
}

function explainStatus(url: URL, status: number): string {
	if (status === 404 && url.pathname.includes('/webhook-test/')) {
		return 'This is a test URL. It works only while the n8n editor listens, and for one event: click "Listen for test event" (or "Execute workflow") in the editor and send one event with --event.';
	}
	if (status === 404) {
		return 'n8n has no published workflow with this URL. Publish (in n8n 1, activate) the workflow and copy the production URL from its trigger.';
	}
	if (status === 401 || status === 403) {
		return 'The trigger expects a secret that this request does not carry. Send to the URL that includes the secret.';
	}
	if (status === 400 || status === 422) {
		return 'The trigger could not read this as an event. Its response says why.';
	}
	if (status >= 300 && status < 400) {
		return 'The URL redirects, and Beyond Presence may not follow that. Send to the URL that it redirects to.';
	}
	if (status >= 500) {
		return 'Something failed in n8n, or in a proxy before it. See the log of n8n.';
	}
	return 'Beyond Presence counts only status 200 as delivered, and does not retry.';
}

/** One or two sentences about the likely reason why an event was not delivered. */
export function explain(url: URL, delivery: Delivery): string {
	if (delivery.kind === 'responded') return explainStatus(url, delivery.status);
	switch (delivery.code) {
		case 'ECONNREFUSED':
			return `No server listens at ${url.host}. Start n8n, or correct the port in the URL.`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `The host ${url.hostname} was not found. Check the URL and the network.`;
		case 'TIMEOUT':
			return `There was no response within ${RESPONSE_TIMEOUT_MS / 1000} s. Beyond Presence would have given up.`;
		default:
			return `The request to ${url.host} failed: ${delivery.message}.`;
	}
}
