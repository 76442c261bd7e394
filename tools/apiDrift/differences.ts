import type { CompactOperation } from '../../test/support/fakeApi/compact';

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where two values differ, one line for each place. */
function between(snapshot: unknown, published: unknown, place: string): string[] {
	if (JSON.stringify(snapshot) === JSON.stringify(published)) return [];
	if (snapshot === undefined) return [`${place} is new: ${JSON.stringify(published)}`];
	if (published === undefined) return [`${place} is gone`];
	if (isRecord(snapshot) && isRecord(published)) {
		const keys = [...new Set([...Object.keys(snapshot), ...Object.keys(published)])];
		return keys.flatMap((key) => between(snapshot[key], published[key], `${place} → ${key}`));
	}
	return [`${place} was ${JSON.stringify(snapshot)} and is ${JSON.stringify(published)}`];
}

/** The older names of calls, which the published document may still list beside the current ones. */
const OLDER = / \/v1\/calls(\/|$)/;

/** How a published document differs from the snapshot, in lines for people. */
export function differences(
	snapshot: Record<string, CompactOperation>,
	published: Record<string, CompactOperation>,
): string[] {
	const operations = [...new Set([...Object.keys(snapshot), ...Object.keys(published)])].sort();
	return operations
		.filter((operation) => !OLDER.test(operation))
		.flatMap((operation) => between(snapshot[operation], published[operation], operation));
}
