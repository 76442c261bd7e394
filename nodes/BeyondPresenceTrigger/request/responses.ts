/** Every response of the webhook, with its words. */
import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { shown } from '../../shared/fields/values';
import { triggerKey } from './event';
import { ReportedOnce } from './reportedOnce';

/** The `reason` of an event that gets a 200 response and starts no execution. */
export const IGNORED = {
	eventNotSelected: 'This event is not selected in the node.',
	senderNotSelected: 'Messages of this sender are not selected in the node.',
	agentNotSelected: 'This agent is not selected in the node.',
	agentUnknown: 'The agent of this event is unknown.',
	startedBefore: 'The start of this call was reported before.',
	duplicate: 'Duplicate event.',
} as const;
export type IgnoredReason = (typeof IGNORED)[keyof typeof IGNORED];

/** The same words for every reason, so that they help nobody to guess the secret. */
const NOT_AUTHENTIC = 'The request is not authentic.';

/** 200 and no execution; in the editor, the test URL keeps listening. */
export const respondToPing = (): IWebhookResponseData => ({ webhookResponse: { status: 'ok' } });

/** 200 and no execution. */
export const ignore = (reason: IgnoredReason): IWebhookResponseData => ({
	webhookResponse: { status: 'ignored', reason },
});

/** One execution, and an empty 200 once n8n has stored it (`responseData: 'noData'`). */
export const accept = (items: INodeExecutionData[]): IWebhookResponseData => ({
	workflowData: [items],
});

/** Without throwing, to which n8n would respond 500 and save a failed execution. */
function refuse(context: IWebhookFunctions, status: number, error: string): IWebhookResponseData {
	const headers = { 'Content-Type': 'application/json; charset=utf-8' };
	context.getResponseObject().writeHead(status, headers).end(JSON.stringify({ error }));
	return { noWebhookResponse: true };
}

export const refuseSender = (context: IWebhookFunctions): IWebhookResponseData =>
	refuse(context, 401, NOT_AUTHENTIC);

const refusedBodies = new ReportedOnce();

/**
 * Also says so in the log: if the vendor changed what makes an event, nothing else in n8n would.
 *
 * @param error what is wrong with the body
 */
export function refuseBody(context: IWebhookFunctions, error: string): IWebhookResponseData {
	const warning = `${shown(context.getNode().name)} refused a request: ${error}`;
	refusedBodies.report(context.logger, triggerKey(context), warning);
	return refuse(context, 400, error);
}

/**
 * Resolves when the response is out, with whether it was a 200: only then the sender knows that the
 * event has arrived.
 */
export async function isAcknowledged(context: IWebhookFunctions): Promise<boolean> {
	const response = context.getResponseObject();
	// If the sender has closed the connection before, Node emits neither of the two.
	if (response.closed) return false;
	return await new Promise((resolve) => {
		response.once('finish', () => resolve(response.statusCode === 200));
		response.once('close', () => resolve(false));
	});
}
