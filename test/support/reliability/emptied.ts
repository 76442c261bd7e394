/**
 * n8n 2.41 ends an execution as an error, and puts nothing in the place of what it held, when the
 * worker that ran it dies or the database goes away. That execution no longer says whose it was; when
 * it was stored does, because n8n stores it between the request and the answer.
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
 * Gives the numbers of as many deliveries as can have one of these executions for their own.
 *
 * @param storedAt when each execution was stored, in ms since 1970
 */
export function ownersOf(storedAt: readonly number[], deliveries: readonly Delivered[]): number[] {
	const owners: number[] = [];
	// The delivery that was answered first has the fewest executions left to choose from.
	const waiting = [...deliveries].sort((a, b) => a.endedAt - b.endedAt);
	for (const at of [...storedAt].sort((a, b) => a - b)) {
		const index = waiting.findIndex(
			({ sentAt, endedAt }) => sentAt - TOLERANCE_MS <= at && at <= endedAt + TOLERANCE_MS,
		);
		if (index >= 0) owners.push(...waiting.splice(index, 1).map(({ number }) => number));
	}
	return owners;
}
