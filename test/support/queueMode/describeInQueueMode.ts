import { whyNoQueueMode } from './databases';

/**
 * Runs a group of tests where there are PostgreSQL and Redis. Elsewhere it is left out, which
 * `npm test` counts and reports; with CI=true it fails instead.
 */
export const describeInQueueMode: typeof describe =
	whyNoQueueMode() === undefined || process.env.CI === 'true' ? describe : describe.skip;
