import { counted } from '../cli/counted';
import type { Outcome } from './trial';

const MS_PER_SECOND = 1_000;
const seconds = (ms: number) => `${(ms / MS_PER_SECOND).toFixed(1)} s`;

const whenAnswered = (ms: number) => `${seconds(Math.abs(ms))} ${ms < 0 ? 'before' : 'after'}`;

/** One cell of the table. */
export function describeOutcome(outcome: Outcome): string {
	const { sent, taken, answeredByStart, lost, twice, takenSilently, unsuccessful } = outcome;
	const {
		emptied,
		emptiedBecause,
		lostAfterMs,
		startedTwice,
		neverStarted,
		healthyAfterMs,
		takenAfterMs,
	} = outcome;
	const unhappy = Object.entries(unsuccessful).map(([status, count]) => `${count} ${status}`);
	const reasons = Object.entries(emptiedBecause).map(([reason, count]) => `${count} × “${reason}”`);
	return [
		`${sent} sent, ${taken} answered 200, **${lost.length} lost**`,
		...(answeredByStart > 0
			? [`${answeredByStart} more answered 200 by n8n itself while starting, and lost`]
			: []),
		...(lost.length > 0
			? [
					`the first of the lost answered ${whenAnswered(Math.min(...lostAfterMs))} the fault was over`,
				]
			: []),
		...(emptied.length > 0
			? [
					`of ${emptied.length} the execution is there, ended as Error and emptied by n8n (${reasons.join(', ')})`,
				]
			: []),
		...(twice.length > 0 ? [`${twice.length} executed twice`] : []),
		...(unhappy.length > 0 ? [`executions not successful: ${unhappy.join(', ')}`] : []),
		...(takenSilently > 0 ? [`${takenSilently} executed without a 200`] : []),
		...(startedTwice.length > 0 ? [`${counted(startedTwice.length, 'call')} started twice`] : []),
		...(neverStarted.length > 0 ? [`${counted(neverStarted.length, 'call')} without a start`] : []),
		...(healthyAfterMs === undefined
			? []
			: [`healthy after ${seconds(healthyAfterMs)}, first 200 after ${seconds(takenAfterMs)}`]),
	].join('; ');
}
