/**
 * n8n 2.41 ends an execution as an error and removes its data when the worker that ran it dies or the
 * database goes away. Such an execution no longer contains its event; the time when it was stored
 * identifies it, because n8n stores it between the request and the response.
 */

/** In ms since 1970. */
interface Delivered {
	number: number;
	sentAt: number;
	endedAt: number;
}

/** Clocks of one machine, of which the database rounds to ms. */
const TOLERANCE_MS = 5;

/**
 * Returns the numbers of as many events as can have one of these executions.
 *
 * @param storedAt when each execution was stored, in ms since 1970
 */
export function ownersOf(storedAt: readonly number[], deliveries: readonly Delivered[]): number[] {
	const owners: number[] = [];
	// The event with the first response has the fewest executions left to choose from.
	const waiting = [...deliveries].sort((a, b) => a.endedAt - b.endedAt);
	for (const at of [...storedAt].sort((a, b) => a - b)) {
		const index = waiting.findIndex(
			({ sentAt, endedAt }) => sentAt - TOLERANCE_MS <= at && at <= endedAt + TOLERANCE_MS,
		);
		if (index >= 0) owners.push(...waiting.splice(index, 1).map(({ number }) => number));
	}
	return owners;
}
