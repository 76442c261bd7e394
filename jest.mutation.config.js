/**
 * The tests of `npm run mutation`: the unit tests of the triggers, the client and the reference.
 * Without those that draw their cases by chance or measure time, so that the same code always gets
 * the same score.
 */
const { projects } = require('./jest.config.js');

const { displayName, ...unit } = projects.find((layer) => layer.displayName === 'unit');

module.exports = {
	...unit,
	testMatch: [
		`<rootDir>/test/${displayName}/{trigger,pollTrigger,beyondPresence}/**/*.test.ts`,
		// That page has what the schemas say of each field.
		'<rootDir>/tools/reference/reference.test.ts',
	],
	testPathIgnorePatterns: ['/(properties|longTexts|week|fakeApi)\\.test\\.ts$'],
};
