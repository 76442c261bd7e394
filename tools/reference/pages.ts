/** The pages that are made from the code; paths from the root of the repository. */
import { eventsPage } from './eventsPage';
import { operationsPage } from './operationsPage';

export const REFERENCE_PAGES = [
	{ file: 'docs/events.md', text: eventsPage },
	{ file: 'docs/operations.md', text: operationsPage },
];
