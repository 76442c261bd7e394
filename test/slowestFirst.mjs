/**
 * Starts the slowest test files first, so that none of them runs alone at the end. Jest knows durations
 * only from earlier runs in the same folder, which a fresh clone has not had.
 */
import TestSequencer from '@jest/test-sequencer';

const SLOWEST = [
	'unit/pollTrigger/week',
	'integration/boundedCost',
	'integration/beyondPresenceLists',
	'e2e/recovery',
	'e2e/hostileBodies',
	'e2e/faults',
	'e2e/triggerForm',
	'e2e/failedStore',
	'e2e/examplesPublished',
	'e2e/authentication',
];

const place = ({ path }) => {
	const index = SLOWEST.findIndex((name) => path.endsWith(`test/${name}.test.ts`));
	return index === -1 ? SLOWEST.length : index;
};

export default class SlowestFirst extends TestSequencer {
	sort(tests) {
		return super.sort(tests).sort((one, other) => place(one) - place(other));
	}
}
