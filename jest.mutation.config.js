/**
 * The tests of `npm run mutation`: the unit tests of the trigger and of its reference. Without those
 * that draw their cases by chance or measure time, so that the same code always gets the same score,
 * and without what asks the API.
 */
const { projects } = require('./jest.config.js');

const { displayName, ...unit } = projects.find((layer) => layer.displayName === 'unit');

module.exports = {
	...unit,
	testMatch: [
		`<rootDir>/test/${displayName}/trigger/**/*.test.ts`,
		// What the schemas say of each field stands on that page.
		'<rootDir>/tools/reference/reference.test.ts',
	],
	testPathIgnorePatterns: ['/(properties|longTexts|callLookUp)\\.test\\.ts$'],
};
