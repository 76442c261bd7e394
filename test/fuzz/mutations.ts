/** Valid events, changed at random: as JSON values, and as the bytes of a body. */
import {
	callStartedEvent,
	capturedMessage,
	documentedCallEnded,
	documentedMessage,
	documentedTest,
	greeting,
	unknownEvent,
} from '../support/samples/payloads';
import type { Random } from './random';

const VALID: readonly object[] = [
	capturedMessage,
	documentedMessage,
	greeting,
	documentedCallEnded,
	callStartedEvent,
	unknownEvent,
	documentedTest,
];

/** Most changes to one event. */
const MOST_CHANGES = 5;

type Place = { holder: Record<string, unknown>; key: string };

const isContainer = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

function placesIn(root: unknown): Place[] {
	if (!isContainer(root)) return [];
	return Object.keys(root).flatMap((key) => [{ holder: root, key }, ...placesIn(root[key])]);
}

const deep = (depth: number): unknown => {
	let value: unknown = 1;
	for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
	return value;
};

/** Values where others are expected. `JSON.parse` makes them, so that "__proto__" is a key. */
const ODD_VALUES: ReadonlyArray<(random: Random) => unknown> = [
	() => null,
	() => [],
	() => ({}),
	() => '',
	() => '   ',
	() => true,
	(random) => random.below(2 ** 31) - 2 ** 30,
	(random) => random.pick([0, -0, 1e308, 5e-324, 2 ** 53, 1748427992, 1748427992104, 0.1]),
	(random) =>
		random.pick(['5.5', '1e3', '0x10', ' 12 ', '1748427992', 'NaN', '-', '9'.repeat(400)]),
	(random) => random.pick(['__proto__', 'constructor', 'toString', 'length', '={{ $json }}', '\0']),
	(random) => random.pick(['\ud800', 'a\udc00b', '𝄞', 'ﷺ', '\u202e', 'ß', 'İ']),
	(random) =>
		random.pick(['2025-02-30T25:61:61Z', '2025-05-28', '10:26', 'yesterday', '+275760-09-13']),
	(random) => 'x'.repeat(random.below(5_000)),
	(random) => Array.from({ length: random.below(50) }, () => random.pick([null, 1, 'a', {}, []])),
	(random) => deep(random.below(700)),
	() => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
];

const ODD_KEYS = [
	'__proto__',
	'constructor',
	'toString',
	'agentId',
	'call_id',
	'then',
	'',
	'toJSON',
];

function define(holder: Record<string, unknown>, key: string, value: unknown): void {
	Object.defineProperty(holder, key, {
		value,
		writable: true,
		enumerable: true,
		configurable: true,
	});
}

const CHANGES: ReadonlyArray<(random: Random, place: Place) => void> = [
	(random, { holder, key }) => define(holder, key, random.pick(ODD_VALUES)(random)),
	(_random, { holder, key }) => Reflect.deleteProperty(holder, key),
	(random, { holder }) => define(holder, random.pick(ODD_KEYS), random.pick(ODD_VALUES)(random)),
	(_random, { holder, key }) => define(holder, key, [holder[key]]),
	(_random, { holder, key }) => define(holder, key, { value: holder[key] }),
	(_random, { holder, key }) => define(holder, key, JSON.stringify(holder[key])),
	(random, { holder, key }) => define(holder, `${key}${random.below(3)}`, holder[key]),
];

/** One event, changed once to five times. */
export function mutatedEvent(random: Random): unknown {
	const event: unknown = structuredClone(random.pick(VALID));
	for (let change = 0; change <= random.below(MOST_CHANGES); change++) {
		const places = placesIn(event);
		if (places.length === 0) break;
		random.pick(CHANGES)(random, random.pick(places));
	}
	// As it arrives: through JSON, and of another call most of the time.
	const json = JSON.stringify(event).replaceAll(
		'BZ0MTsPQUOJngw4k5Txg',
		`call${random.below(5_000)}`,
	);
	return JSON.parse(json);
}

/** A body: an event as above, its bytes damaged in one of three cases. */
export function mutatedBody(random: Random): Buffer {
	const bytes = Buffer.from(JSON.stringify(mutatedEvent(random)));
	if (random.below(3) > 0) return bytes;
	const at = random.below(bytes.length);
	switch (random.below(3)) {
		case 0:
			return bytes.subarray(0, at);
		case 1:
			bytes[at] = random.below(256);
			return bytes;
		default:
			return Buffer.concat([
				bytes.subarray(0, at),
				Buffer.from([random.below(256)]),
				bytes.subarray(at),
			]);
	}
}
