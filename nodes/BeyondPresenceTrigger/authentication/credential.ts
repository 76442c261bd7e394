/** The saved webhook secret, or the reason why it admits nobody, for the owner of the workflow. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { reasonOf, safeForLog } from '../../shared/errors';
import {
	MIN_SECRET_CHARACTERS,
	WEBHOOK_CREDENTIAL,
	webhookCredential,
	type WebhookCredential,
} from '../../shared/webhookSecret';

type ReadCredential =
	| { kind: 'credential'; credential: WebhookCredential }
	/** A sentence that says what to do. */
	| { kind: 'unusable'; problem: string };

/** RFC 9110, section 5.6.2. A header of another name can never arrive. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const unusable = (problem: string): ReadCredential => ({ kind: 'unusable', problem });

/** Checked when the workflow is published, and again for each request, in case it was changed. */
export function readCredential(saved: unknown): ReadCredential {
	if (saved === undefined) {
		return unusable(
			"The webhook secret cannot be read. Select a 'Beyond Presence Webhook Secret API' credential in this node, or set 'Authentication' to 'None'.",
		);
	}
	const { data: credential } = webhookCredential.safeParse(saved);
	if (!credential) {
		return unusable('The webhook secret credential is incomplete. Open it and save it again.');
	}
	const { method, secret, signatureHeader } = credential;
	if (secret.trim() === '') {
		return unusable('The webhook secret is empty. Enter one in its credential.');
	}
	if ([...secret].length < MIN_SECRET_CHARACTERS) {
		return unusable(
			`The webhook secret is too short. It needs at least ${MIN_SECRET_CHARACTERS} characters.`,
		);
	}
	if (method === 'hmacSha256' && !HEADER_NAME.test(signatureHeader)) {
		return unusable(
			"The 'Signature Header' of the webhook secret is not a header name. Use letters, digits and hyphens.",
		);
	}
	return { kind: 'credential', credential };
}

/**
 * The content of the node's webhook secret credential; `undefined` if n8n cannot return it: none is
 * selected, it was deleted, or the encryption key is not the one it was saved with.
 */
export async function savedSecret(context: IHookFunctions | IWebhookFunctions): Promise<unknown> {
	try {
		return await context.getCredentials(WEBHOOK_CREDENTIAL);
	} catch (error) {
		const name = safeForLog(context.getNode().name);
		const reason = safeForLog(reasonOf(error));
		context.logger.debug(`"${name}" could not read its webhook secret: ${reason}`);
		return undefined;
	}
}
