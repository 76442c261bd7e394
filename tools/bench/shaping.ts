/** Reading and shaping of an event in this process, beside `JSON.parse` of the same bytes. */
import { identifyEvent } from '../../nodes/shared/events/event';
import { NOTHING_KNOWN } from '../../nodes/shared/events/facts';
import { toItem } from '../../nodes/shared/events/toItem';
import { callEndedWith } from '../../test/support/measure/bodies';
import { spread, type Spread } from '../../test/support/measure/statistics';

const MESSAGES = [10, 100, 1_000, 10_000] as const;
const ROUNDS = 31;
/** How many messages are read in one measurement, over all its events. */
const PER_MEASUREMENT = 50_000;

export interface Shaping {
	messages: number;
	/** In microseconds for one event. */
	parse: Spread;
	shape: Spread;
	/** Shaping to parsing, in the same round. */
	ratio: Spread;
}

function shape(body: unknown): object {
	const event = identifyEvent(body);
	if (event.kind !== 'event') throw new Error('This is not an event.');
	return toItem('call_ended', event, NOTHING_KNOWN);
}

/** The time that both take for so many events of the same text, in microseconds for one. */
function measure(text: string, times: number) {
	let [parsing, shaping] = [0, 0];
	for (let each = 0; each < times; each++) {
		const start = performance.now();
		const body: unknown = JSON.parse(text);
		const parsed = performance.now();
		shape(body);
		parsing += parsed - start;
		shaping += performance.now() - parsed;
	}
	return { parse: (parsing * 1000) / times, shape: (shaping * 1000) / times };
}

export function measureShaping(): Shaping[] {
	return MESSAGES.map((messages) => {
		const text = JSON.stringify(callEndedWith(messages));
		const times = Math.ceil(PER_MEASUREMENT / messages);
		// The first round compiles, and does not count.
		const rounds = Array.from({ length: ROUNDS + 1 }, () => measure(text, times)).slice(1);
		return {
			messages,
			parse: spread(rounds.map(({ parse }) => parse)),
			shape: spread(rounds.map(({ shape }) => shape)),
			ratio: spread(rounds.map(({ parse, shape }) => shape / parse)),
		};
	});
}
