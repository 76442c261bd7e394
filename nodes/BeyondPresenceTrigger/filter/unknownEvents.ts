/**
 * Event types that this package does not know and that nobody selected, each reported once, so that
 * an event that the vendor renames does not vanish unnoticed.
 */
import type { Logger } from 'n8n-workflow';
import { shown } from '../../shared/fields/values';

/** For each process; further types are not reported. */
const REPORTED_TYPES = 200;

export class UnknownEvents {
	private readonly reported = new Set<string>();

	/** @param trigger by which triggers are told apart */
	report(logger: Logger, nodeName: string, trigger: string, eventType: string): void {
		const key = `${trigger}/${shown(eventType)}`;
		if (this.reported.has(key) || this.reported.size >= REPORTED_TYPES) return;
		this.reported.add(key);
		logger.warn(
			`${shown(nodeName)} ignores the event ${shown(eventType)}, which it does not know. Select 'Other' in 'Events' to receive such events.`,
		);
	}
}
