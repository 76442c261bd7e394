/**
 * Asks the API about the call of an event for what its events did not say. The sender waits for the
 * response and never repeats an event, so all of it together is bounded in time, and it gives up
 * rather than fail: the event then goes on with what is known.
 */
import type { IWebhookFunctions } from 'n8n-workflow';
import { putNewest } from '../../shared/boundedMap';
import { detailsOf, UNKNOWN_DETAILS, type CallDetails } from '../../shared/calls/callDetails';
import type { Call } from '../../shared/calls/call';
import { chatMessagesIn, getCall, getCallMessages } from '../../shared/calls/calls';
import type { KnownCall } from '../../shared/events/facts';
import type { ChatMessage } from '../../shared/events/messages';
import { shown } from '../../shared/fields/values';
import { reasonOf, safeForLog } from '../../shared/errors';
import { triggerKey } from '../request/event';
import { LONGEST_REMEMBERED } from './callMemory';
import type { RecalledCall } from './recall';
import { Turns } from './turns';

/**
 * For everything that one event looks up, in ms. A response is promised within 4 s, of which a busy
 * n8n takes more than one for itself; Beyond Presence waits 10 s.
 */
const LOOK_UP_MS = 2_500;

/** Misses and unfinished calls are not asked for again within this time, in ms. */
const REMEMBERED_MS = 60_000;

/** Over all triggers of this process, in about 1 MB. */
const REMEMBERED_CALLS = 1_000;

/** Requests at the same time, over all triggers of this process: a burst of events must not meet the API's rate limit. */
const SIMULTANEOUS_REQUESTS = 4;

const turns = new Turns(SIMULTANEOUS_REQUESTS);

interface Remembered {
	/** In ms since 1970. */
	until: number;
	/** `undefined` for a miss. */
	call: Promise<Call | undefined>;
}
const recent = new Map<string, Remembered>();

const factsOf = ({ agent_id, user_name, started_at }: Call): KnownCall => ({
	agent_id,
	user_name,
	started_at,
});

/** What the API says of the call of one event; each question is asked at most once. */
export class CallLookUp {
	private readonly deadline = Date.now() + LOOK_UP_MS;

	private asked: Promise<Call | undefined> | undefined;

	/**
	 * @param call learns what the API says
	 * @param canAsk whether the node may use the API
	 * @param isEnd whether the call has just ended: then an unfinished call from before is outdated
	 */
	constructor(
		private readonly context: IWebhookFunctions,
		private readonly call: RecalledCall,
		private readonly canAsk: boolean,
		private readonly isEnd: boolean,
	) {}

	/** The agent of the call, also if an event named it; `null` if the API does not say in time. */
	async agentId(): Promise<string | null> {
		await this.ask();
		return this.call.known.agent_id;
	}

	/** All `null` if the API does not say in time. */
	async details(): Promise<CallDetails> {
		const call = await this.ask();
		return call ? detailsOf(call) : UNKNOWN_DETAILS;
	}

	/** The messages of the call; `undefined` if the API does not return any in time. */
	async messages(): Promise<ChatMessage[] | undefined> {
		const { callId } = this;
		if (callId === undefined) return undefined;
		const messages = await this.request(
			async (options) => await getCallMessages(this.context, callId, options),
		);
		const read = messages === undefined ? undefined : chatMessagesIn(messages);
		return read && read.length > 0 ? read : undefined;
	}

	/** No call has a longer ID, and what cannot be remembered would be asked for again and again. */
	private get callId(): string | undefined {
		const { callId } = this.call;
		const isAskable = this.canAsk && callId !== null && callId.length <= LONGEST_REMEMBERED;
		return isAskable ? callId : undefined;
	}

	private async ask(): Promise<Call | undefined> {
		this.asked ??= this.findCall();
		const call = await this.asked;
		if (call) this.call.learn(factsOf(call));
		return call;
	}

	private async findCall(): Promise<Call | undefined> {
		const { callId } = this;
		if (callId === undefined) return undefined;
		const key = `${triggerKey(this.context)}/${callId}`;
		const before = recent.get(key);
		if (before && before.until > Date.now()) {
			const call = await before.call;
			if (call === undefined || !this.isEnd) return call;
		}
		const asked = this.request(async (options) => await getCall(this.context, callId, options));
		putNewest(recent, key, { until: Date.now() + REMEMBERED_MS, call: asked }, REMEMBERED_CALLS);
		const call = await asked;
		if (call?.state === 'completed') recent.delete(key);
		return call;
	}

	/** Never throws; the log says what went wrong. */
	private async request<Result>(
		send: (options: { maxAttempts: number; deadline: number }) => Promise<Result>,
	): Promise<Result | undefined> {
		const { deadline } = this;
		try {
			return await turns.take(deadline, async () => await send({ maxAttempts: 1, deadline }));
		} catch (error) {
			const node = safeForLog(this.context.getNode().name);
			const reason = safeForLog(reasonOf(error));
			this.context.logger.warn(
				`"${node}" could not look up the call ${safeForLog(shown(this.callId))}: ${reason}`,
			);
			return undefined;
		}
	}
}
