/**
 * Warnings about events that start no execution, each once per trigger, so that an event that the
 * vendor renames or changes does not vanish unnoticed, and that nobody can flood the log.
 */
import type { Logger } from 'n8n-workflow';
import { safeForLog } from '../../shared/errors';

/** For each process; further warnings are not reported. */
export const REPORTED_WARNINGS = 200;

export class ReportedOnce {
	private readonly reported = new Set<string>();

	/** @param trigger by which triggers are told apart */
	report(logger: Logger, trigger: string, warning: string): void {
		const line = safeForLog(warning);
		const key = `${trigger}/${line}`;
		if (this.reported.has(key) || this.reported.size >= REPORTED_WARNINGS) return;
		this.reported.add(key);
		logger.warn(line);
	}
}
