/**
 * `npm run mutation`: changes the code that holds the rules of events, items, authentication, memory,
 * the filter, polling progress and retries in every small way, and expects a unit test to notice.
 * Results are kept in reports/mutation, so the next run looks only at what changed; `-- --force`
 * starts again from nothing.
 */
const TRIGGER = 'nodes/BeyondPresenceTrigger';

export default {
	mutate: [
		'nodes/shared/{events,fields}/*.ts',
		'nodes/shared/{boundedMap,api/retry}.ts',
		`${TRIGGER}/authentication/{credential,redact,verify}.ts`,
		`${TRIGGER}/calls/{activeCalls,callMemory,recall}.ts`,
		`${TRIGGER}/filter/{agents,duplicates,select}.ts`,
		`${TRIGGER}/request/{body,reportedOnce}.ts`,
		`${TRIGGER}/settings.ts`,
		'nodes/BeyondPresencePollTrigger/state/{progress,savedProgress,taken}.ts',
	],
	testRunner: 'jest',
	jest: { configFile: 'jest.mutation.config.js' },
	coverageAnalysis: 'perTest',
	concurrency: 2,
	// Far more than any test takes, so that a busy machine does not pass for a mutation that was
	// noticed. Endless loops are found by counting.
	timeoutMS: 60_000,
	thresholds: { high: 95, low: 90, break: 90 },
	incremental: true,
	incrementalFile: 'reports/mutation/incremental.json',
	reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
	clearTextReporter: { allowColor: false, reportTests: false },
	htmlReporter: { fileName: 'reports/mutation/mutation.html' },
	jsonReporter: { fileName: 'reports/mutation/mutation.json' },
	tempDirName: 'reports/mutation/sandbox',
	warnings: { slow: false },
};
