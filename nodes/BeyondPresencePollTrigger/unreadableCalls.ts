/** How calls that cannot be read are shown: as one failed execution, while the others go on. */
import { NodeOperationError, type INode } from 'n8n-workflow';
import type { Failure } from './recover';

/** How many of them are described in one error. */
const DESCRIBED = 5;

/**
 * The first, second, fourth, eighth … time: polls come each minute, and a call that can never be
 * read would otherwise fill the list of executions.
 */
const isDue = ({ attempts }: Failure): boolean => Number.isInteger(Math.log2(attempts));

const describe = ({ id, reason, attempts }: Failure): string =>
	`${id}: ${reason}${attempts > 1 ? ` (tried at ${attempts} polls)` : ''}`;

/** The error to show, if there is something to show this time. */
export function unreadableCalls(node: INode, failures: Failure[]): NodeOperationError | undefined {
	if (!failures.some(isDue)) return undefined;
	const [first, ...others] = failures;
	if (first === undefined) return undefined;
	const what = others.length > 0 ? `${failures.length} calls` : `The call ${first.id}`;
	const more = failures.length > DESCRIBED ? [`and ${failures.length - DESCRIBED} more`] : [];
	return new NodeOperationError(
		node,
		`${what} could not be read; the next polls try again, and other calls are not held up`,
		{ description: [...failures.slice(0, DESCRIBED).map(describe), ...more].join('; ') },
	);
}
