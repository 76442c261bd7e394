import { counted } from '../cli/counted';
import type { Outcome } from './trial';

const seconds = (ms: number) => `${(Math.abs(ms) / 1_000).toFixed(1)} s`;

/** One cell of the table. */
export function describeOutcome(outcome: Outcome): string {
	const { sent, taken, answeredByStart, lost, twice, takenSilently, healthyAfterMs } = outcome;
	const { emptied, startedTwice, neverStarted, takenAfterMs } = outcome;
	const firstLost = Math.min(...outcome.lostAfterMs);
	const unsuccessful = Object.entries(outcome.unsuccessful).map(([status, n]) => `${n} ${status}`);
	const reasons = Object.entries(outcome.emptiedBecause).map(([why, n]) => `${n} × “${why}”`);
	const parts: Array<string | false> = [
		`${sent} sent, ${taken} got 200, **${lost.length} lost**`,
		answeredByStart > 0 &&
			`${answeredByStart} more got 200 from n8n while it was starting, and are lost`,
		lost.length > 0 &&
			`the first lost one got its response ${seconds(firstLost)} ${firstLost < 0 ? 'before' : 'after'} the end of the fault`,
		emptied.length > 0 &&
			`the executions of ${emptied.length} ended as errors, emptied by n8n (${reasons.join(', ')})`,
		twice.length > 0 && `${twice.length} executed twice`,
		unsuccessful.length > 0 && `unsuccessful executions: ${unsuccessful.join(', ')}`,
		takenSilently > 0 && `${takenSilently} executed without a 200`,
		startedTwice.length > 0 && `${counted(startedTwice.length, 'call')} started twice`,
		neverStarted.length > 0 && `${counted(neverStarted.length, 'call')} without a start`,
		healthyAfterMs !== undefined &&
			`healthy after ${seconds(healthyAfterMs)}, first 200 after ${seconds(takenAfterMs)}`,
	];
	return parts.filter((part) => part !== false).join('; ');
}
