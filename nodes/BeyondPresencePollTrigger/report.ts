/** Shows the troubles of a poll: in the log, and as a failed execution, each kind every few hours. */
import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';
import { putNewest } from '../shared/boundedMap';
import { safeForLog, toNodeError } from '../shared/errors';
import type { Trouble } from './api/troubles';

/** A kind of trouble that lasts is reported four times a day. */
const REPORT_EVERY_MS = 6 * 60 * 60 * 1_000;

/** Over all triggers of this process; a restart of n8n reports again. */
const REMEMBERED_REPORTS = 1_000;

/** When each kind of trouble of a trigger was last reported, in ms. */
const reported = new Map<string, number>();

/** Whether a report is due, which counts as made from then on. */
function isDue(key: string, now: number): boolean {
	const last = reported.get(key);
	if (last !== undefined && last <= now && now - last < REPORT_EVERY_MS) return false;
	putNewest(reported, key, now, REMEMBERED_REPORTS);
	return true;
}

function describe({ details, more }: Trouble): string {
	const shown = details.map((detail) => safeForLog(detail));
	return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** The API's own error says best what is wrong with the whole list. */
function toError(context: IPollFunctions, trouble: Trouble): Error {
	const { message, cause, isAboutAll } = trouble;
	if (isAboutAll && cause !== undefined) return toNodeError(context.getNode(), cause);
	return new NodeOperationError(context.getNode(), message, { description: describe(trouble) });
}

/**
 * @param trigger its key
 * @param now in ms since 1970
 */
export function report(
	context: IPollFunctions,
	trigger: string,
	troubles: Trouble[],
	now: number,
): void {
	for (const trouble of troubles) {
		if (!isDue(`${trigger} ${trouble.kind}`, now)) continue;
		const { name } = context.getNode();
		context.logger.warn(`"${safeForLog(name)}": ${trouble.message}: ${describe(trouble)}`);
		if (trouble.isError)
			context.__emitError(toNodeError(context.getNode(), toError(context, trouble)));
	}
}
