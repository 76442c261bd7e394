/** Three layers, slowest last: pure functions, the built package in n8n-core, a real n8n. */
const transform = {
	'^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
};

const layer = (name, extra = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform,
	...extra,
});

module.exports = {
	projects: [
		layer('unit'),
		layer('integration', {
			globalSetup: '<rootDir>/test/integration/support/setUp.ts',
		}),
		layer('e2e', {
			globalSetup: '<rootDir>/test/e2e/support/setUp.ts',
			globalTeardown: '<rootDir>/test/e2e/support/tearDown.ts',
			setupFilesAfterEnv: ['<rootDir>/test/e2e/support/patience.ts'],
		}),
	],
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
};
