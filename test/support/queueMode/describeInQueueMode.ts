import { whyNoQueueMode } from './databases';

/**
 * Runs a group of tests if there are PostgreSQL and Redis. Otherwise it is skipped, which `npm test`
 * counts and reports; with CI=true it fails instead.
 */
export const describeInQueueMode: typeof describe =
	whyNoQueueMode() === undefined || process.env.CI === 'true' ? describe : describe.skip;
