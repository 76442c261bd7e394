/** The layers, slowest last: pure functions, the built package in n8n-core, a real n8n, broken ones. */
const transform = {
	'^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
};

const layer = (name, extra = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	// Where `npm run mutation` puts copies of the checkout.
	modulePathIgnorePatterns: ['<rootDir>/reports/'],
	transform,
	...extra,
});

const inRealN8n = {
	globalSetup: '<rootDir>/test/support/n8n/setUp.ts',
	globalTeardown: '<rootDir>/test/support/n8n/tearDown.ts',
	setupFilesAfterEnv: ['<rootDir>/test/support/n8n/patience.ts'],
};

/** Tests of a real n8n that measure, or need the machine for themselves; the others run in parallel. */
const MEASURED = ['apiDown', 'largeUpload', 'package', 'pauses', 'speed'];
const MEASURED_FILES = `<rootDir>/test/e2e/(${MEASURED.join('|')}).test.ts`;

module.exports = {
	testSequencer: '<rootDir>/test/slowestFirst.mjs',
	projects: [
		// A tool's own tests are in its directory, because nothing in test/ imports from tools/.
		layer('unit', {
			testMatch: ['<rootDir>/test/unit/**/*.test.ts', '<rootDir>/tools/**/*.test.ts'],
		}),
		layer('integration', {
			globalSetup: '<rootDir>/test/integration/support/setUp.ts',
		}),
		layer('e2e', { ...inRealN8n, testPathIgnorePatterns: [MEASURED_FILES] }),
		layer('measured', { ...inRealN8n, testMatch: [MEASURED_FILES] }),
		// Two hours: `npm run test:reliability`.
		layer('reliability', inRealN8n),
		// Ten minutes: `npm run screenshots`.
		layer('screenshots', inRealN8n),
	],
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
};
