/** The item of `simplify` turned off. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { Issues } from '../../shared/fields/issues';
import { boundNesting } from '../../shared/fields/nesting';
import type { Redact } from '../authentication/redact';
import { isTest } from '../request/event';

/**
 * What n8n's Webhook node (version 2) gives for the same request, so that expressions written for it
 * keep working; only the secret is taken out, and what nests too deeply for n8n is a JSON string.
 */
export function rawItem(
	context: IWebhookFunctions,
	body: IDataObject,
	redact: Redact,
): IDataObject {
	const url = context.getNodeWebhookUrl('default') ?? '';
	const request = redact({
		headers: { ...context.getHeaderData() },
		params: { ...(context.getParamsData() as IDataObject) },
		query: { ...(context.getQueryData() as IDataObject) },
	});
	const nesting = new Issues();
	const bounded = boundNesting(body, nesting);
	const issues = nesting.list();
	return {
		...request,
		body: bounded,
		webhookUrl: isTest(context) ? url.replace('/webhook/', '/webhook-test/') : url,
		executionMode: isTest(context) ? 'test' : 'production',
		...(issues && { issues }),
	};
}
