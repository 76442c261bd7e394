/** Lets a bounded number of requests run at the same time; the others wait for their turn. */
export class Turns {
	private free: number;

	private readonly waiting: Array<() => void> = [];

	constructor(simultaneous: number) {
		this.free = simultaneous;
	}

	/**
	 * Runs `request` when it is its turn.
	 *
	 * @param deadline in ms since 1970
	 * @throws an error if the deadline passes before its turn, and the errors of `request`
	 */
	async take<Result>(deadline: number, request: () => Promise<Result>): Promise<Result> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			if (Date.now() >= deadline) throw new Error('Too many requests were waiting for the API');
			return await request();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}
