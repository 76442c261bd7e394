import type { ListOrder } from './lists';
import type { Names } from './names';

/** How the fake API behaves; may be changed while it runs. */
export type Settings = {
	/** Which names it serves; `current` unless given. */
	names: Names;
	/** `newestFirst` unless given. */
	order: ListOrder;
	/** How long each response takes, 0 unless given. */
	delayMs: number;
	usage: Record<string, unknown>;
};

export const defaultSettings = (): Settings => ({
	names: 'current',
	order: 'newestFirst',
	delayMs: 0,
	usage: {
		period_start: '2025-05-01T00:00:00Z',
		period_end: '2025-06-01T00:00:00Z',
		included_seconds: 60_000,
		used_seconds: 47_430,
		remaining_seconds: 12_570,
		overage_seconds: 0,
	},
});
