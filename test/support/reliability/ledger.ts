/** Numbered events, and the response to each. */
import { randomBytes } from 'node:crypto';
import { deliver } from '../events/delivery';
import { sampleCall } from '../samples/sampleCall';

interface Sent {
	number: number;
	callId: string;
	/** The status of the response, if there was one. */
	status?: number;
	/** Whether n8n responded with 200 and `STARTING`. */
	isFromStart: boolean;
	sentAt: number;
	endedAt: number;
}

/**
 * With this text and status 200 n8n (1.123 and 2.41) responds to each request, webhooks too, from when
 * its database is connected until that is migrated.
 */
const STARTING = 'n8n is starting up. Please wait';

export class Ledger {
	/** Distinguishes these events from those of other rounds. */
	readonly id = randomBytes(6).toString('hex');
	readonly deliveries: Sent[] = [];
	private next = 0;

	/** How many were sent, including those in progress. */
	get sent(): number {
		return this.next;
	}

	/** The sender takes any 200 for success. */
	get taken(): Sent[] {
		return this.deliveries.filter(({ status, isFromStart }) => status === 200 && !isFromStart);
	}

	/** Got a 200 from n8n before it knew any workflow: lost in any case. */
	get answeredByStart(): Sent[] {
		return this.deliveries.filter(({ isFromStart }) => isFromStart);
	}

	/** The numbers of the events whose marks are in a text. */
	numbersIn(text: string): number[] {
		const marks = text.matchAll(new RegExp(`delivery (\\d+) of ${this.id}\\.`, 'g'));
		return [...new Set([...marks].map(([, number]) => Number(number)))];
	}

	callId(call: number): string {
		return `${this.id}-call-${call}`;
	}

	/** Sends an agent's message of that call. Never rejects. */
	async sendMessage(url: string, call: number): Promise<void> {
		const [greeting] = sampleCall(this.callId(call), new Date()).messages;
		await this.send(url, call, (mark) => ({
			...greeting,
			message: { ...greeting?.message, message: mark },
		}));
	}

	/** Sends the end of that call. Never rejects. */
	async sendEnd(url: string, call: number): Promise<void> {
		const { callEnded } = sampleCall(this.callId(call), new Date());
		await this.send(url, call, (topic) => ({
			...callEnded,
			evaluation: { ...callEnded.evaluation, topic },
			messages: [],
		}));
	}

	/** The mark in the text of an event identifies its item later. */
	private async send(url: string, call: number, eventWith: (mark: string) => object) {
		const number = this.next++;
		const sentAt = Date.now();
		const delivery = await deliver(url, eventWith(`delivery ${number} of ${this.id}.`));
		const response =
			delivery.kind === 'responded'
				? { status: delivery.status, isFromStart: delivery.text === STARTING }
				: { isFromStart: false };
		const callId = this.callId(call);
		this.deliveries.push({ number, callId, ...response, sentAt, endedAt: Date.now() });
	}
}
