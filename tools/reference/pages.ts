/** The files that are made from the code, at least in part; paths from the root of the repository. */
import { eventsPage } from './eventsPage';
import { operationsPage } from './operationsPage';
import { EXAMPLES } from './pinnedItems';

interface ReferencePage {
	file: string;
	/** JSON is not formatted. */
	text(): string;
}

export const REFERENCE_PAGES: ReferencePage[] = [
	{ file: 'docs/events.md', text: eventsPage },
	{ file: 'docs/operations.md', text: operationsPage },
	...EXAMPLES,
];
