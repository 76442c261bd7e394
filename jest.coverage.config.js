/**
 * `npm run coverage`: which lines of the package the unit and integration tests run.
 *
 * The integration tests load `dist`, whose one bundle cannot be told apart by lines; so here they
 * get the sources in its place, at the one door through which `dist` takes them.
 */
const { projects, collectCoverageFrom } = require('./jest.config.js');

const layer = (name) => projects.find(({ displayName }) => displayName === name);

module.exports = {
	projects: [
		layer('unit'),
		{
			...layer('integration'),
			moduleNameMapper: { '/bundle\\.js$': '<rootDir>/test/integration/support/sources.ts' },
		},
	],
	collectCoverage: true,
	collectCoverageFrom,
	coverageReporters: ['text', 'html'],
	coverageThreshold: { global: { lines: 95 } },
};
