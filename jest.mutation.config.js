/**
 * The tests of `npm run mutation`: the unit tests of the trigger, without those that draw their
 * cases by chance, so that the same code always gets the same score.
 */
const { projects } = require('./jest.config.js');

const { displayName, ...unit } = projects.find((layer) => layer.displayName === 'unit');

module.exports = {
	...unit,
	testMatch: [`<rootDir>/test/${displayName}/trigger/**/*.test.ts`],
	testPathIgnorePatterns: ['/properties\\.test\\.ts$'],
};
