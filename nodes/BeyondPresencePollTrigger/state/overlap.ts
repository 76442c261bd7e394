/**
 * n8n starts a poll on time, also if the one before is still running. Only one of them may work, or
 * calls would be emitted twice.
 */

/** A poll that takes longer is taken for dead; every request has a deadline, so none should be. */
const LONGEST_POLL_MS = 15 * 60 * 1_000;

const running = new Map<string, { since: number }>();

export interface Turn {
	/** Whether another poll has taken over meanwhile: then nothing of this one may be kept. */
	isOver: () => boolean;
	end: () => void;
}

/**
 * @param key of the trigger
 * @param now in ms since 1970
 * @returns undefined while another poll of this trigger is running
 */
export function takeTurn(key: string, now: number): Turn | undefined {
	const other = running.get(key);
	if (other && now - other.since < LONGEST_POLL_MS && other.since <= now) return undefined;
	const mine = { since: now };
	running.set(key, mine);
	const isOver = () => running.get(key) !== mine;
	return {
		isOver,
		end: () => {
			if (!isOver()) running.delete(key);
		},
	};
}
