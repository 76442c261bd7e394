/** For any JSON under any event type: nothing throws, nothing is lost, the keys are the contract's. */
import Ajv from 'ajv';
import fc from 'fast-check';
import { EVENT_NAMES, identifyEvent } from '../../../nodes/shared/events/event';
import { NOTHING_KNOWN } from '../../../nodes/shared/events/facts';
import {
	callEndedItem,
	callStartedItem,
	messageItem,
	otherItem,
} from '../../../nodes/shared/events/items';
import { toItem } from '../../../nodes/shared/events/toItem';
import { isJsonObject, type JsonObject } from '../../../nodes/shared/fields/jsonObject';
import { jsonSchemaOf } from '../../../build/outputSchemas';
import { capturedMessage, documentedCallEnded } from '../../support/samples/payloads';

const RUNS = { numRuns: 1_000 };
/** The keys that the contract and the reported variations use, so that they meet odd values. */
const KNOWN_KEYS = [
	...['event_type', 'call_id', 'agent_id', 'agentId', 'user_name', 'userName', 'message', 'sender'],
	...['sent_at', 'call_data', 'evaluation', 'messages', 'topic', 'user_sentiment', 'started_at'],
	...['duration_minutes', 'messages_count', 'startedAt', 'endedAt', 'leftAt', 'call_started_at'],
	...['ended_at', 'greeting', 'extra', 'issues', 'payload', '__proto__', 'constructor', 'toString'],
];

const scalar = fc.oneof(
	fc.jsonValue({ maxDepth: 1 }),
	fc.constantFrom('user', 'ai', 'agent', '5.5', '12', 1748427992, '2024-01-15T10:30:00Z', 'soon'),
);
const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...KNOWN_KEYS) }, fc.string());
const object = (value: fc.Arbitrary<unknown>) =>
	fc
		.array(fc.tuple(key, value), { maxLength: 6 })
		.map((entries) => Object.fromEntries(entries) as JsonObject);
const inner = fc.oneof(scalar, object(scalar), fc.array(object(scalar), { maxLength: 4 }));

const payload = fc
	.tuple(
		fc.oneof(fc.constantFrom(...EVENT_NAMES), fc.string({ minLength: 1 })),
		object(inner),
		fc.constantFrom({}, capturedMessage, documentedCallEnded),
	)
	.map(([event_type, odd, base]): JsonObject => ({ ...base, ...odd, event_type }));

const BLANK = /^\s*$/;

/** Every value of a payload that is not an object and not blank, with its path. */
function leaves(value: unknown, path: string[] = []): Array<[string[], unknown]> {
	if (Array.isArray(value)) {
		return value.flatMap((element, index) => leaves(element, [...path, String(index)]));
	}
	if (isJsonObject(value)) {
		return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]));
	}
	return value === null || BLANK.test(String(value)) ? [] : [[path, value]];
}

function at(value: unknown, path: string[]): unknown {
	return path.reduce<unknown>(
		(inside, name) =>
			typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
				? (inside as JsonObject)[name]
				: undefined,
		value,
	);
}

/** A value as the contract may write it: a number for "5.5", agent for ai, ISO 8601 for an epoch. */
function sameValue(raw: unknown, carried: unknown): boolean {
	if (Object.is(raw, carried)) return true;
	if (typeof carried === 'number' && typeof raw === 'string') return Number(raw) === carried;
	if (carried === 'agent' && typeof raw === 'string') return raw.trim().toLowerCase() === 'ai';
	if (typeof carried !== 'string' || !/^\d{10,13}(\.\d+)?$/.test(String(raw))) return false;
	return Date.parse(carried) === Number(raw) * (Number(raw) < 1e11 ? 1_000 : 1);
}

it('identifying an event never throws, for any body', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (body) => {
			expect(['event', 'ping', 'notAnEvent']).toContain(identifyEvent(body).kind);
		}),
		RUNS,
	);
});

it('every field of a payload is in the item, in extra, or carried under its name in the contract', () => {
	fc.assert(
		fc.property(payload, (body) => {
			const event = identifyEvent(body);
			if (event.kind !== 'event') return;
			const item: JsonObject = toItem(event.name, event, NOTHING_KNOWN);
			if (event.name === 'other') {
				expect(item.payload).toBe(body);
				return;
			}
			const carried = leaves({ ...item, extra: null, issues: null, transcript: null });
			for (const [path, raw] of leaves(body)) {
				if (Object.is(at(item.extra, path), raw)) continue;
				const name = path[path.length - 1];
				const found = carried.filter(([, value]) => sameValue(raw, value));
				expect({ path, name, raw, found: found.length > 0 }).toMatchObject({ found: true });
			}
		}),
		RUNS,
	);
});

it('the keys of an item are those of the contract, and its values fit the schema of the editor', () => {
	const ajv = new Ajv({ allowUnionTypes: true });
	const schemas = {
		call_started: callStartedItem,
		message: messageItem,
		call_ended: callEndedItem,
		other: otherItem,
	};
	const fits = {
		call_started: ajv.compile(jsonSchemaOf(callStartedItem)),
		message: ajv.compile(jsonSchemaOf(messageItem)),
		call_ended: ajv.compile(jsonSchemaOf(callEndedItem)),
		other: ajv.compile(jsonSchemaOf(otherItem)),
	};
	fc.assert(
		fc.property(payload, (body) => {
			const event = identifyEvent(body);
			if (event.kind !== 'event') return;
			const item = toItem(event.name, event, NOTHING_KNOWN);
			const optional = ['extra', 'issues'];
			expect(Object.keys(item).filter((name) => !optional.includes(name))).toEqual(
				Object.keys(schemas[event.name].shape).filter((name) => !optional.includes(name)),
			);
			const fit = fits[event.name];
			expect({ fits: fit(item), errors: fit.errors }).toEqual({ fits: true, errors: null });
		}),
		RUNS,
	);
});

it('an item with issues keeps in extra every value that it could not read', () => {
	fc.assert(
		fc.property(payload, (body) => {
			const event = identifyEvent(body);
			if (event.kind !== 'event' || event.name === 'other') return;
			const item: JsonObject = toItem(event.name, event, NOTHING_KNOWN);
			const issues = Array.isArray(item.issues) ? item.issues.map(String) : [];
			for (const issue of issues) {
				const path = (issue.split(': expected')[0] ?? '').split(/[.[\]]+/).filter(Boolean);
				expect(at(item.extra, path)).toEqual(at(body, path));
			}
		}),
		RUNS,
	);
});
