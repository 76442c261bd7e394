/** The item of `simplify` turned off. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import type { Redact } from '../authentication/redact';

/**
 * What n8n's Webhook node (version 2) gives for the same request, so that expressions written for it
 * keep working; only the secret is taken out.
 */
export function rawItem(
	context: IWebhookFunctions,
	body: IDataObject,
	redact: Redact,
): IDataObject {
	const isTest = context.getMode() === 'manual';
	const url = context.getNodeWebhookUrl('default') ?? '';
	const request = redact({
		headers: { ...context.getHeaderData() },
		params: { ...(context.getParamsData() as IDataObject) },
		query: { ...(context.getQueryData() as IDataObject) },
	});
	return {
		...request,
		body,
		webhookUrl: isTest ? url.replace('/webhook/', '/webhook-test/') : url,
		executionMode: isTest ? 'test' : 'production',
	};
}
