/** The event in a request. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { identifyEvent, type Identified } from '../../shared/events/event';
import { readBody } from './body';

/** Never throws. */
export async function readEvent(context: IWebhookFunctions): Promise<Identified> {
	const body = await readBody(context.getRequestObject());
	if (body.kind === 'unreadable') return { kind: 'notAnEvent', error: body.error };
	return identifyEvent(body.body);
}

/** Whether the request came to the test URL, while the editor listens. */
export const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

/** Identifies the trigger in this process; test and production events of a node are kept apart. */
export const triggerKey = (context: IWebhookFunctions): string =>
	[context.getWorkflow().id, context.getNode().id, context.getMode()].join('/');
