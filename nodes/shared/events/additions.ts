import type { IDataObject } from 'n8n-workflow';
import { joinIssues } from '../fields/issues';

/** The keys of an item that come last. */
const LAST_KEYS = ['extra', 'issues'];

/** Adds keys behind an item's own ones and before `extra` and `issues`. */
export function withAdditions(
	item: IDataObject,
	additions: IDataObject,
	issues: readonly string[] = [],
): IDataObject {
	if (Object.keys(additions).length === 0 && issues.length === 0) return item;
	const entries = Object.entries(item);
	const isLast = ([key]: [string, unknown]) => LAST_KEYS.includes(key);
	const own = Array.isArray(item.issues) ? item.issues.map(String) : [];
	return {
		...Object.fromEntries(entries.filter((entry) => !isLast(entry))),
		...additions,
		...Object.fromEntries(entries.filter(isLast)),
		...(issues.length > 0 && { issues: joinIssues(issues, own) }),
	};
}
