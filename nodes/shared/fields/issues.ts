/** At most this many issues stand in an item; the last one says how many more there are. */
export const MAX_ISSUES = 100;

const moreIssues = (count: number) => `… and ${count} more issues`;
const MORE_ISSUES = /^… and (\d+) more issues$/;

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
		const kept = this.kept.slice(0, MAX_ISSUES - 1);
		return [...kept, moreIssues(this.count - kept.length)];
	}
}

/** The issues of two sources as those of one item, the second of which may say how many more it has. */
export function joinIssues(first: readonly string[], second: readonly string[]): string[] {
	const all = [...first, ...second];
	if (all.length <= MAX_ISSUES) return all;
	const [, unnamed] = MORE_ISSUES.exec(all.at(-1) ?? '') ?? [];
	const named = unnamed === undefined ? all : all.slice(0, -1);
	const kept = named.slice(0, MAX_ISSUES - 1);
	return [...kept, moreIssues(named.length - kept.length + Number(unnamed ?? 0))];
}
