/** Trouble on demand: what the fake API does to requests instead of, or before, responding. */

export type Fault = {
	/** All methods and paths unless given. */
	method?: string;
	path?: RegExp;
	/** How many matching requests it meets; all unless given. */
	times?: number;
	/** Lets so many matching requests pass first: 29 meets the 30th. */
	after?: number;
	/** Meets only each n-th matching request: 2 is every second one. */
	every?: number;
} & (
	| { status: number; body?: unknown; headers?: Record<string, string> }
	/** A response of status 200 that is not what the document says. */
	| { rubbish: string }
	/** Responds as always, but late. */
	| { delayMs: number }
	/** Begins a response that never ends: one byte each so many ms. */
	| { trickleMs: number }
	/** Does what was asked, and ends the connection without a response. */
	| { loseResponse: true }
	/** Ends the connection without a response. */
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
			const { after = 0, every = 1 } = fault;
			if (plan.matched <= after || (plan.matched - after) % every !== 0) continue;
			plan.met++;
			return fault;
		}
		return undefined;
	}
}
