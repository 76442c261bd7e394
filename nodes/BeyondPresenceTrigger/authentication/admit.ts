/** Whether a request is admitted, as the node's settings ask. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { safeForLog } from '../../shared/errors';
import { readCredential, savedSecret } from './credential';
import { keepAll, redactor, type Redact } from './redact';
import { isAuthentic } from './verify';

type Admission = { kind: 'admitted'; redact: Redact } | { kind: 'refused' };

/** Every value but "none" asks for the secret, a broken one too. */
export const asksForSecret = (context: IHookFunctions | IWebhookFunctions): boolean =>
	context.getNode().parameters.authentication !== 'none';

/** Says in the log that the owner has to fix the credential. */
export function reportUnusable(context: IHookFunctions | IWebhookFunctions, problem: string): void {
	const name = safeForLog(context.getNode().name);
	context.logger.warn(`"${name}" refuses every request: ${problem}`);
}

/** Never throws. */
export async function admit(context: IWebhookFunctions, isPing: boolean): Promise<Admission> {
	if (!asksForSecret(context)) return { kind: 'admitted', redact: keepAll };
	const read = readCredential(await savedSecret(context));
	if (read.kind === 'unusable') {
		reportUnusable(context, read.problem);
		return { kind: 'refused' };
	}
	const { originalUrl: url, rawHeaders, rawBody } = context.getRequestObject();
	if (!isAuthentic({ url, rawHeaders, rawBody }, read.credential, isPing)) {
		return { kind: 'refused' };
	}
	return { kind: 'admitted', redact: (value) => redactor(read.credential, url)(value) };
}
