import { RESOURCES } from '../../../nodes/BeyondPresence/resources/resources';
import { operations } from '../../support/samples/operations';

/** Those that need more than two requests. */
const TESTED_BY_THEMSELVES = ['call getCallEndedEvent', 'knowledgeFile upload'];

it('each operation has a case that runs in n8n-core and in a real n8n, or tests of its own', () => {
	const offered = RESOURCES.flatMap((resource) =>
		resource.operations.map((operation) => `${resource.value} ${operation.value}`),
	);
	const tested = operations.map(({ resource, operation }) => `${resource} ${operation}`);
	expect([...tested, ...TESTED_BY_THEMSELVES].sort()).toEqual(offered.sort());
});
