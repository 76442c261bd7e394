/** Reading takes time in proportion to the text, whatever it is made of. */
import { EVENT_NAMES, identifyEvent } from '../../../nodes/shared/events/event';
import { NOTHING_KNOWN } from '../../../nodes/shared/events/facts';
import { toItem } from '../../../nodes/shared/events/toItem';

/** In characters, and ms: some ms where each is looked at once, a minute where runs are read again. */
const LONG = 100_000;
const LIMIT_MS = 1_000;

/** What regular expressions may stumble over: long runs that end otherwise than they promise. */
const RUNS = [' ', '0', '1', '\n', '\r\n', ' \n', '-', '+', '.', 'T', ':', '1.0', '\u2028', 'ai'];
const longTexts = RUNS.flatMap((run) => {
	const long = run.repeat(LONG / run.length);
	return [
		`${long}x`,
		`x${long}x\nx`,
		`1${long}1`,
		`1.${long}1`,
		`1e${long}1`,
		`2024-01-01T${long}`,
	];
});

/** A body that has the text wherever a field is read from. */
const eventOf = (event_type: string, text: string) => ({
	event_type,
	call_id: text,
	user_name: text,
	agentId: text,
	started_at: text,
	call_data: { agentId: text, userName: text, startedAt: text, endedAt: text },
	evaluation: { topic: text, user_sentiment: text, duration_minutes: text, messages_count: text },
	message: { sender: text, message: text, sent_at: text },
	messages: [
		{ sender: text, message: text, sent_at: text },
		{ sender: 'user', message: text, sent_at: '2024-01-01T00:00:00Z' },
	],
});

function timeToRead(body: unknown): number {
	const start = performance.now();
	const event = identifyEvent(body);
	if (event.kind !== 'event') throw new Error('not an event');
	toItem(event.name, event, NOTHING_KNOWN);
	return performance.now() - start;
}

it.each(EVENT_NAMES)('%s: no text takes long to read, in any field', (name) => {
	const slow = longTexts.filter((text) => timeToRead(eventOf(name, text)) > LIMIT_MS);
	expect(slow.map((text) => JSON.stringify(text.slice(0, 20)))).toEqual([]);
});
