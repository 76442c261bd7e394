/** Numbered deliveries, and what each was answered. */
import { randomBytes } from 'node:crypto';
import { AGENT_ID } from '../samples/payloads';

/** As long as Beyond Presence waits for an answer, in ms. */
const ANSWER_TIMEOUT_MS = 10_000;

interface Delivery {
	number: number;
	callId: string;
	/** The status that came back, or nothing where no answer came. */
	status?: number;
	/** What was answered other than 200, or why nothing was. */
	problem?: string;
	/** Whether n8n answered 200 with `STARTING`. */
	isFromStart: boolean;
	sentAt: number;
	endedAt: number;
}

/**
 * With this text and status 200 n8n (1.123 and 2.41) answers each request, webhooks too, from when
 * its database is connected until that is migrated.
 */
const STARTING = 'n8n is starting up. Please wait';

export class Ledger {
	/** Tells these deliveries from those of other rounds. */
	readonly id = randomBytes(6).toString('hex');
	readonly deliveries: Delivery[] = [];
	private next = 0;

	/** How many were sent, those included that are under way. */
	get sent(): number {
		return this.next;
	}

	/** The sender takes any 200 for success. */
	get taken(): Delivery[] {
		return this.deliveries.filter(({ status, isFromStart }) => status === 200 && !isFromStart);
	}

	/** Answered 200 by n8n itself before it knew any workflow: lost, whatever the trigger does. */
	get answeredByStart(): Delivery[] {
		return this.deliveries.filter(({ isFromStart }) => isFromStart);
	}

	/** The mark by which the item of a delivery is found again, in the text of its message. */
	mark(number: number): string {
		return `delivery ${number} of ${this.id}.`;
	}

	/** The numbers of the deliveries whose marks stand in a text. */
	numbersIn(text: string): number[] {
		const marks = text.matchAll(new RegExp(`delivery (\\d+) of ${this.id}\\.`, 'g'));
		return [...new Set([...marks].map(([, number]) => Number(number)))];
	}

	callId(call: number): string {
		return `${this.id}-call-${call}`;
	}

	/** Sends an agent's message of that call, and notes the answer. Never rejects. */
	async sendMessage(url: string, call: number): Promise<Delivery> {
		const number = this.next++;
		return await this.send(url, number, this.callId(call), {
			event_type: 'message',
			call_id: this.callId(call),
			message: { sender: 'agent', message: this.mark(number), sent_at: new Date().toISOString() },
			call_data: { userName: 'Ada Stone', agentId: AGENT_ID },
		});
	}

	/** Sends the end of that call, and notes the answer. Never rejects. */
	async sendEnd(url: string, call: number): Promise<Delivery> {
		const number = this.next++;
		return await this.send(url, number, this.callId(call), {
			event_type: 'call_ended',
			call_id: this.callId(call),
			user_name: 'Ada Stone',
			evaluation: { topic: this.mark(number), user_sentiment: 'positive', duration_minutes: 1.5 },
			messages: [],
		});
	}

	private async send(url: string, number: number, callId: string, body: object): Promise<Delivery> {
		const delivery: Delivery = {
			number,
			callId,
			isFromStart: false,
			sentAt: Date.now(),
			endedAt: 0,
		};
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
				signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
			});
			delivery.status = response.status;
			const text = await response.text();
			if (response.status !== 200) delivery.problem = text;
			delivery.isFromStart = text === STARTING;
		} catch (error) {
			// A connection that breaks before the answer is whole.
			delete delivery.status;
			delivery.problem = String(error instanceof Error ? (error.cause ?? error) : error);
		}
		delivery.endedAt = Date.now();
		this.deliveries.push(delivery);
		return delivery;
	}
}
