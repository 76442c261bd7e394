import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod/v4';
import { newCallId, SAMPLE_CALL_S, sampleCall } from '../../test/support/samples/sampleCall';
import type { EventName, SendOptions } from './sendOptions';
import { UsageError } from '../../test/support/cli/usageError';

interface LabelledEvent {
	label: string;
	payload: unknown;
}

const objectSchema = z.record(z.string(), z.unknown());
const fileSchema = z.union([objectSchema.transform((one) => [one]), z.array(objectSchema).min(1)]);

async function readEvents(name: string): Promise<LabelledEvent[]> {
	// npm changes to the package's folder before it runs a script.
	const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), name);
	let content: unknown;
	try {
		content = JSON.parse(await readFile(file, 'utf8'));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new UsageError(`The file ${name} cannot be read as JSON: ${reason}`);
	}
	const events = fileSchema.safeParse(content);
	if (!events.success) {
		throw new UsageError(`The file ${name} holds neither a JSON object nor a list of them.`);
	}
	return events.data.map((payload, index) => ({
		label: `${name} ${index + 1} (${String(payload.event_type ?? 'no event_type')})`,
		payload,
	}));
}

function oneEvent(event: EventName, callId: string): LabelledEvent {
	const { callStarted, messages, callEnded } = sampleCall(callId, new Date());
	const payloads = {
		test: { event_type: 'test' },
		call_started: callStarted,
		message: messages[0],
		call_ended: callEnded,
	};
	return { label: event, payload: payloads[event] };
}

/** A whole call that ends now. */
export function wholeCall(callId: string): LabelledEvent[] {
	const startedAt = new Date(Date.now() - SAMPLE_CALL_S * 1000);
	const { messages, callEnded } = sampleCall(callId, startedAt);
	return [
		...messages.map((payload) => ({ label: `message (${payload.message.sender})`, payload })),
		{ label: 'call_ended', payload: callEnded },
	];
}

/** What the options ask for. Throws a UsageError about the file. */
export async function chooseEvents(options: SendOptions): Promise<LabelledEvent[]> {
	const { event, file, callId = newCallId() } = options;
	if (file !== undefined) return await readEvents(file);
	return event === undefined ? wholeCall(callId) : [oneEvent(event, callId)];
}
