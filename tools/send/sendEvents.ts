import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod/v4';
import { UsageError } from '../../test/support/cli/usageError';
import { SAMPLE_CALL_S, sampleCall } from '../../test/support/samples/sampleCall';

interface LabelledEvent {
	label: string;
	payload: unknown;
}

const objectSchema = z.record(z.string(), z.unknown());
const fileSchema = z.union([objectSchema.transform((one) => [one]), z.array(objectSchema).min(1)]);

/** The events in a JSON file. Throws a UsageError. */
export async function eventsInFile(name: string): Promise<LabelledEvent[]> {
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
		throw new UsageError(`The file ${name} must contain a JSON object or an array of them.`);
	}
	return events.data.map((payload, index) => ({
		label: `${name} ${index + 1} (${String(payload.event_type ?? 'no event_type')})`,
		payload,
	}));
}

/** The sample call, which ends now. */
function callThatEnds(callId: string) {
	return sampleCall(callId, new Date(Date.now() - SAMPLE_CALL_S * 1000));
}

/** The single events that can be sent, by their names. */
const SINGLE = {
	test: () => ({ event_type: 'test' }),
	call_started: (id: string) => callThatEnds(id).callStarted,
	message: (id: string) => callThatEnds(id).messages[0],
	call_ended: (id: string) => callThatEnds(id).callEnded,
	call_ended_with_call_data: (id: string) => callThatEnds(id).callEndedWithCallData,
};

export const SINGLE_NAMES = Object.keys(SINGLE);

/** One event of the sample call. Throws a UsageError if there is none with that name. */
export function singleEvent(name: string, callId: string): LabelledEvent[] {
	const [, payload] = Object.entries(SINGLE).find(([each]) => each === name) ?? [];
	if (!payload)
		throw new UsageError(`--event must be one of ${SINGLE_NAMES.join(', ')}, got "${name}".`);
	return [{ label: name, payload: payload(callId) }];
}

/** All events of the sample call. */
export function wholeCall(callId: string): LabelledEvent[] {
	const { messages, callEnded } = callThatEnds(callId);
	return [
		...messages.map((payload) => ({ label: `message (${payload.message.sender})`, payload })),
		{ label: 'call_ended', payload: callEnded },
	];
}
