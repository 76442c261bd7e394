import { failureOf, type CallSource, type FailureKind, type ListPage } from '../api/source';
import type { Troubles } from '../api/troubles';

export type Outcome<Value> = { kind: 'ok'; value: Value } | { kind: FailureKind };

/** One may be about a broken page; two look like trouble with the whole API. */
const MOST_FAILURES = 2;

/** The requests of one poll for the list and for unfinished calls, whose number has a bound. */
export class Requests {
	private count = 0;
	private failures = 0;
	private isBusy = false;

	constructor(
		private readonly source: CallSource,
		private readonly limit: number,
		private readonly isLate: () => boolean,
		private readonly troubles: Troubles,
	) {}

	/** How many more may be sent; 0 also if the time is over, or if the API is in trouble. */
	get left(): number {
		const isOver = this.isBusy || this.failures >= MOST_FAILURES || this.isLate();
		return isOver ? 0 : this.limit - this.count;
	}

	async page(cursor: string | undefined): Promise<Outcome<ListPage>> {
		return await this.send(
			'list',
			'The list of calls could not be read; the next polls try again',
			async () => await this.source.page(cursor),
		);
	}

	async call(id: string) {
		return await this.send(
			'call',
			'Unfinished calls could not be looked up; the next polls try again',
			async () => await this.source.call(id),
			// Deleted calls are nothing to report.
			'gone',
		);
	}

	private async send<Value>(
		kind: string,
		message: string,
		request: () => Promise<Value>,
		expected?: FailureKind,
	): Promise<Outcome<Value>> {
		this.count++;
		try {
			return { kind: 'ok', value: await request() };
		} catch (cause) {
			const failure = failureOf(cause);
			if (failure.kind !== expected) {
				const about = { cause, isAboutAll: true };
				this.troubles.add(`${kind} ${failure.label}`, message, failure.reason, about);
			}
			if (failure.kind === 'busy') this.isBusy = true;
			if (failure.kind === 'down') this.failures++;
			return { kind: failure.kind };
		}
	}
}
