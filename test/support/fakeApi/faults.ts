/** Trouble on demand: what the stand-in does to requests instead of, or before, answering them. */

export type Fault = {
	/** All methods and paths unless given. */
	method?: string;
	path?: RegExp;
	/** How many matching requests it meets; all unless given. */
	times?: number;
	/** Meets only each n-th matching request: 2 is every second one. */
	every?: number;
} & (
	| { status: number; body?: unknown; headers?: Record<string, string> }
	/** An answer of status 200 that is not what the document says. */
	| { rubbish: string }
	/** Answers rightly, but late. */
	| { delayMs: number }
	/** Begins an answer that never ends: one byte each so many ms. */
	| { trickleMs: number }
	/** Ends the connection without an answer. */
	| { disconnect: true }
);

export class Faults {
	private planned: Array<{ fault: Fault; matched: number; met: number }> = [];

	add(...faults: Fault[]): void {
		this.planned.push(...faults.map((fault) => ({ fault, matched: 0, met: 0 })));
	}

	clear(): void {
		this.planned = [];
	}

	/** The fault that this request meets, if any; the first that was added comes first. */
	next(method: string, path: string): Fault | undefined {
		for (const plan of this.planned) {
			const { fault } = plan;
			if (fault.method !== undefined && fault.method !== method) continue;
			if (fault.path !== undefined && !fault.path.test(path)) continue;
			if (plan.met >= (fault.times ?? Infinity)) continue;
			plan.matched++;
			if (plan.matched % (fault.every ?? 1) !== 0) continue;
			plan.met++;
			return fault;
		}
		return undefined;
	}
}
