/**
 * `npm run mutation`: changes the code that tells events, items, authentication and memory apart in
 * every small way, and expects a unit test to notice. Takes a quarter of an hour on two cores.
 */
const TRIGGER = 'nodes/BeyondPresenceTrigger';
const ROOMS = {
	events: ['events', 'values', 'readFields', 'nesting', 'requestBody', 'routing', 'speakers'],
	items: ['items'],
	authentication: ['authentication', 'redaction'],
	memory: ['callMemory', 'seenCalls', 'recall', 'duplicates'],
};

export default {
	mutate: Object.values(ROOMS).flatMap((names) => names.map((name) => `${TRIGGER}/${name}.ts`)),
	testRunner: 'jest',
	jest: { configFile: 'jest.mutation.config.js' },
	coverageAnalysis: 'perTest',
	concurrency: 2,
	thresholds: { high: 95, low: 90, break: 85 },
	reporters: ['clear-text', 'html', 'json'],
	clearTextReporter: { allowColor: false, logTests: false },
	htmlReporter: { fileName: 'reports/mutation/mutation.html' },
	jsonReporter: { fileName: 'reports/mutation/mutation.json' },
	tempDirName: 'reports/mutation/sandbox',
};
