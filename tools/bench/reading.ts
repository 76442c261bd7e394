/** Reading an event and making its item in this process, compared with `JSON.parse` of the same bytes. */
import { identifyEvent } from '../../nodes/shared/events/event';
import { NOTHING_KNOWN } from '../../nodes/shared/events/facts';
import { toItem } from '../../nodes/shared/events/toItem';
import { callEndedWith } from '../../test/support/measure/bodies';
import { spread, type Spread } from '../../test/support/measure/statistics';

const ROUNDS = 15;
/** How much is read in one measurement, in bytes. */
const BYTES = 5_000_000;

const odd = (json: string) => JSON.stringify(callEndedWith(0)).replace('"messages":[]', json);
const many = (count: number, json: string) => Array<string>(count).fill(json).join();

const BODIES: Record<string, string> = {
	'10 messages': JSON.stringify(callEndedWith(10)),
	'1,000 messages': JSON.stringify(callEndedWith(1_000)),
	'10,000 messages': JSON.stringify(callEndedWith(10_000)),
	'60,000 messages that are odd': odd(`"messages":[${many(60_000, '{"sender":{},"message":1}')}]`),
	'1,000,000 numbers as messages': odd(`"messages":[${many(1_000_000, '1')}]`),
};

interface Reading {
	body: string;
	/** For one event, in ms. */
	parse: Spread;
	read: Spread;
	/** Reading to parsing, in the same round. */
	ratio: Spread;
}

function itemOf(body: unknown): object {
	const event = identifyEvent(body);
	if (event.kind !== 'event') throw new Error('The body was not read as an event.');
	return toItem('call_ended', event, NOTHING_KNOWN);
}

function measure(text: string) {
	const times = Math.ceil(BYTES / text.length);
	let [parse, read] = [0, 0];
	for (let each = 0; each < times; each++) {
		const start = performance.now();
		const body: unknown = JSON.parse(text);
		const parsed = performance.now();
		itemOf(body);
		parse += (parsed - start) / times;
		read += (performance.now() - parsed) / times;
	}
	return { parse, read };
}

export const measureReading = (): Reading[] =>
	Object.entries(BODIES).map(([body, text]) => {
		// The first round compiles, and does not count.
		const rounds = Array.from({ length: ROUNDS + 1 }, () => measure(text)).slice(1);
		return {
			body,
			parse: spread(rounds.map(({ parse }) => parse)),
			read: spread(rounds.map(({ read }) => read)),
			ratio: spread(rounds.map(({ parse, read }) => read / parse)),
		};
	});
