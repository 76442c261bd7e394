/**
 * Asks the API about the call of an event, where earlier events did not tell what a filter or an
 * option needs. The sender waits for the answer and never repeats an event, so this is bounded in
 * time, asks once, and gives up rather than fail: the event then goes on with what is known.
 */
import type { IWebhookFunctions } from 'n8n-workflow';
import type { Call } from '../../shared/calls/call';
import { getCall } from '../../shared/calls/calls';
import { reasonOf } from '../../shared/errors';
import { putNewest } from '../../shared/boundedMap';
import { detailsOf, UNKNOWN_DETAILS, type CallDetails } from '../../shared/calls/callDetails';
import { LONGEST_REMEMBERED, type CallMemory } from './callMemory';
import type { KnownCall, WebhookEvent } from '../../shared/events/events';
import type { Recalled } from './recall';
import { route } from '../filter/routing';
import type { Settings } from '../settings';

/**
 * For everything that a look-up takes, in ms. An answer is promised within 4 s, of which a busy n8n
 * takes more than one for itself; Beyond Presence waits 10 s.
 */
const LOOK_UP_MS = 2_500;

/** Over all triggers of this process, in about 500 kB. */
const REMEMBERED_DETAILS = 1_000;

/** Details of calls that are going on, which stay the same until they end; oldest first. */
const detailsOfOngoing = new Map<string, CallDetails>();

type LookedUp = {
	known: KnownCall;
	/** Only where the option asks for them. */
	details?: CallDetails;
};

/** What of a call a filter or an option needs and memory lacks; nothing for an event that is ignored. */
export function missing(
	event: WebhookEvent,
	{ known, isStart }: Recalled,
	settings: Settings,
): { agent: boolean; details: boolean } {
	// Judged as if an unknown agent were a chosen one, which is what is to be found out.
	const routed = route(event, known.agent_id, isStart, { ...settings, unknownAgent: 'pass' });
	const callId = event.call.call_id;
	// No call has such an id, and what cannot be remembered would be asked for again and again.
	const isCall = callId !== null && callId.length <= LONGEST_REMEMBERED;
	const canAsk = settings.useApi && isCall && 'outputs' in routed;
	return {
		agent: canAsk && settings.agentIds.length > 0 && known.agent_id === null,
		details: canAsk && settings.addCallDetails,
	};
}

/** Rejects when the time is over; unlike a timer of n8n's, it keeps no process from ending. */
const timeIsOver = async (): Promise<never> =>
	await new Promise((_, reject) => {
		AbortSignal.timeout(LOOK_UP_MS).addEventListener('abort', () =>
			reject(new Error(`There was no answer within ${LOOK_UP_MS / 1_000} seconds`)),
		);
	});

/** The call, or nothing where the API does not tell in time; the log says why. Never throws. */
async function ask(context: IWebhookFunctions, callId: string): Promise<Call | undefined> {
	try {
		const options = { maxAttempts: 1, timeoutMs: LOOK_UP_MS };
		// An answer that trickles in would never time out by itself.
		return await Promise.race([getCall(context, callId, options), timeIsOver()]);
	} catch (error) {
		context.logger.warn(
			`"${context.getNode().name}" could not look up the call ${callId}: ${reasonOf(error)}`,
		);
		return undefined;
	}
}

/** What is known of a call, with what the API adds where that is needed. */
export async function lookUpCall(
	context: IWebhookFunctions,
	memory: CallMemory,
	trigger: string,
	event: WebhookEvent,
	recalled: Recalled,
	settings: Settings,
): Promise<LookedUp> {
	const { known } = recalled;
	const callId = event.call.call_id;
	const needs = missing(event, recalled, settings);
	const unknown = settings.addCallDetails && settings.useApi ? { details: UNKNOWN_DETAILS } : {};
	if (callId === null || (!needs.agent && !needs.details)) return { known, ...unknown };

	const key = `${trigger}/${callId}`;
	const remembered = event.name === 'message' ? detailsOfOngoing.get(key) : undefined;
	if (!needs.agent && remembered) return { known, details: remembered };

	const call = await ask(context, callId);
	if (call === undefined) return { known, ...unknown };
	const told: KnownCall = {
		agent_id: known.agent_id ?? call.agent_id,
		user_name: known.user_name ?? call.user_name,
		started_at: known.started_at ?? call.started_at,
	};
	memory.learn(trigger, callId, told, false);
	if (!needs.details) return { known: told };
	const details = detailsOf(call);
	if (call.state === 'ongoing') putNewest(detailsOfOngoing, key, details, REMEMBERED_DETAILS);
	else detailsOfOngoing.delete(key);
	return { known: told, details };
}
