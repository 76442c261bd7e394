/** What went wrong during a poll, by kind, so that a kind is reported once and not at every poll. */

export interface Trouble {
	/** Reported together. */
	kind: string;
	message: string;
	/** What happened in each case, for the first few of them. */
	details: string[];
	/** Further cases. */
	more: number;
	/** Shown as a failed execution too; otherwise in the log only. */
	isError: boolean;
	/** Whether the cause says by itself what is wrong. */
	isAboutAll: boolean;
	/** Of the first case. */
	cause?: unknown;
}

type About = Partial<Pick<Trouble, 'isError' | 'isAboutAll' | 'cause'>>;

/** How many cases of a kind are described. */
const DESCRIBED = 5;

export class Troubles {
	private readonly kinds = new Map<string, Trouble>();

	add(kind: string, message: string, detail: string, about: About = {}): void {
		const trouble = this.kinds.get(kind);
		if (trouble === undefined) {
			const first = { kind, message, details: [detail], more: 0 };
			this.kinds.set(kind, { ...first, isError: true, isAboutAll: false, ...about });
		} else if (trouble.details.length < DESCRIBED) trouble.details.push(detail);
		else trouble.more++;
	}

	get all(): Trouble[] {
		return [...this.kinds.values()];
	}
}
