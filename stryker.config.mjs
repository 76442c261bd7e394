/**
 * `npm run mutation`: changes the code that holds the rules of events, items, authentication and
 * memory in every small way, and expects a unit test to notice. What it found is kept in
 * reports/mutation, so the next run looks only at what changed; `-- --force` starts anew.
 */
const TRIGGER = 'nodes/BeyondPresenceTrigger';
const ROOMS = {
	events: ['events', 'values', 'readFields', 'nesting', 'requestBody', 'routing', 'speakers'],
	items: ['items'],
	authentication: ['authentication', 'redaction'],
	memory: ['callMemory', 'boundedMap', 'seenCalls', 'recall', 'duplicates'],
};

export default {
	mutate: Object.values(ROOMS).flatMap((names) => names.map((name) => `${TRIGGER}/${name}.ts`)),
	testRunner: 'jest',
	jest: { configFile: 'jest.mutation.config.js' },
	coverageAnalysis: 'perTest',
	concurrency: 2,
	// Far more than any test takes, so that a busy machine does not pass for a mutation that was
	// noticed. Endless loops are found by counting.
	timeoutMS: 60_000,
	thresholds: { high: 95, low: 90, break: 85 },
	incremental: true,
	incrementalFile: 'reports/mutation/incremental.json',
	reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
	clearTextReporter: { allowColor: false, reportTests: false },
	htmlReporter: { fileName: 'reports/mutation/mutation.html' },
	jsonReporter: { fileName: 'reports/mutation/mutation.json' },
	tempDirName: 'reports/mutation/sandbox',
	warnings: { slow: false },
};
