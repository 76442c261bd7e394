/** At most this many issues stand in an item; the last one says how many more there are. */
export const MAX_ISSUES = 100;

/** Collects what was not as expected; builds no sentence beyond those that are kept. */
export class Issues {
	private readonly kept: string[] = [];

	/** How many there are. */
	count = 0;

	add(sentence: () => string): void {
		this.count++;
		if (this.count <= MAX_ISSUES) this.kept.push(sentence());
	}

	/** Forgets all but the first ones. */
	truncate(count: number): void {
		this.count = count;
		this.kept.length = Math.min(this.kept.length, count);
	}

	/** The issues for an item, `undefined` if there are none. */
	list(): string[] | undefined {
		if (this.count === 0) return undefined;
		if (this.count <= MAX_ISSUES) return this.kept;
		const more = this.count - (MAX_ISSUES - 1);
		return [...this.kept.slice(0, MAX_ISSUES - 1), `… and ${more} more issues`];
	}
}
