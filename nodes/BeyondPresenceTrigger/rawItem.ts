/** The item of `simplify` turned off. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

/**
 * What n8n's Webhook node (version 2) gives for the same request, so that expressions written for it
 * keep working.
 */
export function rawItem(context: IWebhookFunctions, body: IDataObject): IDataObject {
	const isTest = context.getMode() === 'manual';
	const url = context.getNodeWebhookUrl('default') ?? '';
	return {
		headers: { ...context.getHeaderData() },
		params: { ...(context.getParamsData() as IDataObject) },
		query: { ...(context.getQueryData() as IDataObject) },
		body,
		webhookUrl: isTest ? url.replace('/webhook/', '/webhook-test/') : url,
		executionMode: isTest ? 'test' : 'production',
	};
}
