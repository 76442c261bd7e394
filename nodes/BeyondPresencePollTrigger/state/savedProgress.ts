/** The progress as a string, for n8n's static data. */
import * as z from '../../shared/schema';
import { anyObject } from '../../shared/fields/values';
import { progressFrom, type Progress } from './progress';
import { Taken } from './taken';

/**
 * What a poll leaves: its progress; or, if no poll has succeeded yet, since when the trigger has been
 * waiting for one.
 */
export type Saved = { kind: 'progress'; progress: Progress } | { kind: 'waiting'; since: number };

const count = z.number();
/** JSON has no -Infinity. */
const timeOrNever = z.converted(z.nullable(z.number()), (time) => time ?? -Infinity);
/** One part that cannot be read costs no other. */
const listOf = <Schema extends z.ZodMiniType>(element: Schema) => z.catch(z.array(element), []);

/** Arrays of pairs, and no objects: an ID may be any string, "__proto__" too. */
const progressSchema = z.object({
	floor: timeOrNever,
	sweepFloor: timeOrNever,
	taken: z.catch(z.string(), ''),
	queue: listOf(
		z.tuple([
			z.string(),
			z.object({
				endedAt: z.optional(count),
				foundAt: count,
				attempts: count,
				tryAfter: count,
				refusals: z.withDefault(count, 0),
				entry: z.optional(anyObject),
			}),
		]),
	),
	unfinished: listOf(
		z.tuple([
			z.string(),
			z.object({ hasStarted: z.boolean(), seenAt: count, since: z.withDefault(count, 0) }),
		]),
	),
	gaps: listOf(
		z.object({
			cursor: z.string(),
			floor: timeOrNever,
			recent: z.array(z.string()),
			failures: count,
		}),
	),
	sweep: z.catch(
		z.optional(z.object({ cursor: z.string(), failures: count, isUnordered: z.boolean() })),
		undefined,
	),
	sweptAt: z.catch(timeOrNever, -Infinity),
	isUnordered: z.catch(z.boolean(), false),
	polls: z.catch(z.number(), 0),
	tail: z.catch(z.optional(z.string()), undefined),
});

const waitingSchema = z.object({ since: z.number() });

/** Undefined if the value is neither. */
export function readSaved(value: unknown): Saved | undefined {
	const parsed = progressSchema.safeParse(value);
	if (!parsed.success) {
		const waiting = waitingSchema.safeParse(value);
		return waiting.success ? { kind: 'waiting', since: waiting.data.since } : undefined;
	}
	const { taken, queue, unfinished, ...others } = parsed.data;
	return {
		kind: 'progress',
		progress: {
			...others,
			taken: Taken.from(taken),
			queue: new Map(queue.map(([id, queued]) => [id, { ...NOT_SAID, ...queued }])),
			unfinished: new Map(unfinished),
			sweep: others.sweep,
			tail: others.tail,
		},
	};
}

const NOT_SAID = { endedAt: undefined, entry: undefined };

const orNull = (time: number): number | null => (Number.isFinite(time) ? time : null);

/** As JSON can carry it. */
export function toSaved(saved: Saved): object {
	if (saved.kind === 'waiting') return { since: saved.since };
	const { floor, sweepFloor, taken, queue, unfinished, gaps, sweptAt, ...others } = saved.progress;
	return {
		...others,
		floor: orNull(floor),
		sweepFloor: orNull(sweepFloor),
		sweptAt: orNull(sweptAt),
		gaps: gaps.map((gap) => ({ ...gap, floor: orNull(gap.floor) })),
		queue: [...queue],
		unfinished: [...unfinished],
		taken: taken.toString(),
	};
}

const earlierSchema = z.object({
	floor: z.nullable(z.number()),
	done: z.array(z.tuple([z.string(), z.number()])),
	awaited: z.array(z.string()),
	failed: z.array(z.tuple([z.string(), z.number()])),
});

/** What versions before 1.0.0 kept; undefined if the value is something else. */
export function readEarlier(value: unknown, now: number): Progress | undefined {
	const parsed = earlierSchema.safeParse(value);
	if (!parsed.success) return undefined;
	const { floor, done, awaited, failed } = parsed.data;
	const progress = progressFrom(floor ?? -Infinity);
	for (const [id, endedAt] of done) progress.taken.add(id, endedAt);
	for (const id of awaited) progress.unfinished.set(id, { hasStarted: true, seenAt: 0, since: 0 });
	for (const [id] of failed) {
		progress.taken.add(id, now);
		const untried = { attempts: 0, tryAfter: 0, refusals: 0, ...NOT_SAID };
		progress.queue.set(id, { ...untried, foundAt: now });
	}
	return progress;
}
